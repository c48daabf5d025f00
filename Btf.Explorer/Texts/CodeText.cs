using System.Collections.Frozen;
using Btf.Core;

namespace Btf.Explorer.Texts;

/// <summary>Cuts C declarations, as the library writes them, into pieces, and finds the types that they name.</summary>
/// <param name="text">The text.</param>
/// <param name="link">Returns the target for a type of a kind and name; null if there is no such type.</param>
internal sealed class CodeText(string text, Func<BtfKinds, string, string?> link)
{
    private static readonly FrozenSet<string> _keywords =
        FrozenSet.Create("struct", "union", "enum", "const", "volatile", "restrict", "typedef", "static", "extern", "__attribute__");

    private static readonly FrozenSet<string> _baseTypes =
        FrozenSet.Create("unsigned", "signed", "long", "short", "int", "char", "void", "float", "double", "_Bool", "__int128");

    // The number of pieces that are cut between two looks at the clock.
    private const int Batch = 16;

    private List<CodeSegment> _segments = [];
    private int _at;
    private readonly Stack<bool> _braces = new();
    private int _plainStart;

    // The keyword of a tag that must follow: "struct" of "struct sock".
    private BtfKinds _tagKinds;

    // Whether the declaration has its type already, so that further words are names of members and parameters.
    private bool _hasType;

    /// <summary>The text that is not cut yet.</summary>
    public string Rest => text[_plainStart..];

    /// <summary>Returns the pieces, which together are the text.</summary>
    public IReadOnlyList<CodeSegment> Cut() => Cut(() => false);

    /// <summary>Cuts some of the text.</summary>
    /// <param name="isOver">Whether to stop.</param>
    /// <returns>The pieces that follow those of the call before.</returns>
    public IReadOnlyList<CodeSegment> Cut(Func<bool> isOver)
    {
        for (int next = Batch; _at < text.Length;)
        {
            if (_segments.Count >= next)
            {
                if (isOver())
                {
                    break;
                }

                next += Batch;
            }

            char letter = text[_at];
            _at = letter == '/' && _at + 1 < text.Length && text[_at + 1] == '*' ? Comment(_at)
                : char.IsAsciiLetter(letter) || letter == '_' ? Word(_at)
                : Sign(_at);
        }

        if (_at == text.Length)
        {
            FlushPlain(text.Length);
        }

        (IReadOnlyList<CodeSegment> cut, _segments) = (_segments, []);
        return cut;
    }

    private int Comment(int at)
    {
        int close = text.IndexOf("*/", at + 2, StringComparison.Ordinal);
        int end = close < 0 ? text.Length : close + 2;
        ReadOnlySpan<char> comment = text.AsSpan(at, end - at);
        bool isGap = comment.Contains("XXX", StringComparison.Ordinal);
        Add(at, end, isGap ? CodePart.Gap : CodePart.Comment, null);
        return end;
    }

    private int Word(int at)
    {
        int end = at;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_'))
        {
            end++;
        }

        string word = text[at..end];
        if (_keywords.Contains(word))
        {
            _tagKinds = word switch { "struct" => BtfKinds.Struct | BtfKinds.Fwd, "union" => BtfKinds.Union | BtfKinds.Fwd, "enum" => BtfKinds.AnyEnum, _ => _tagKinds };
            Add(at, end, CodePart.Keyword, null);
        }
        else if (_baseTypes.Contains(word))
        {
            _hasType = true;
            Add(at, end, CodePart.Keyword, null);
        }
        else if (_tagKinds != BtfKinds.None)
        {
            Add(at, end, CodePart.TypeName, link(_tagKinds, word));
            _tagKinds = BtfKinds.None;
            _hasType = true;
        }
        else if (!_hasType && !IsInEnum)
        {
            string? target = link(BtfKinds.Typedef | BtfKinds.Int | BtfKinds.Float, word);
            _hasType = true;
            if (target is not null)
            {
                Add(at, end, CodePart.TypeName, target);
            }
        }

        return end;
    }

    private bool IsInEnum => _braces.TryPeek(out bool isEnum) && isEnum;

    private int Sign(int at)
    {
        switch (text[at])
        {
            case '{':
                _braces.Push(_tagKinds == BtfKinds.AnyEnum || (_tagKinds == BtfKinds.None && _lastTagIsEnum));
                Start();
                break;
            case '}':
                _ = _braces.TryPop(out _);
                _tagKinds = BtfKinds.None;
                _hasType = true;
                break;
            case ';' or ',':
                Start();
                break;
            case '(' when !FollowedByStar(at + 1):
                Start();
                break;
            case ')':
                _tagKinds = BtfKinds.None;
                _hasType = true;
                break;
            default:
                break;
        }

        return at + 1;
    }

    private void Start()
    {
        _tagKinds = BtfKinds.None;
        _hasType = false;
    }

    private bool _lastTagIsEnum;

    private bool FollowedByStar(int at)
    {
        while (at < text.Length && text[at] == ' ')
        {
            at++;
        }

        return at < text.Length && text[at] == '*';
    }

    private void Add(int start, int end, CodePart part, string? target)
    {
        _lastTagIsEnum = part switch
        {
            CodePart.Keyword => text.AsSpan(start, end - start) is "enum",
            CodePart.TypeName => _tagKinds == BtfKinds.AnyEnum,
            _ => _lastTagIsEnum,
        };
        FlushPlain(start);
        _segments.Add(new CodeSegment(text[start..end], part, target));
        _plainStart = end;
    }

    private void FlushPlain(int end)
    {
        if (end > _plainStart)
        {
            _segments.Add(new CodeSegment(text[_plainStart..end], CodePart.Plain));
        }

        _plainStart = end;
    }
}
