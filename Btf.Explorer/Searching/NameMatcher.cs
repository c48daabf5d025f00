using Btf.Core;
using Btf.Explorer.Browser;

namespace Btf.Explorer.Searching;

/// <summary>Decides which names of one index match a query, and how well.</summary>
internal sealed class NameMatcher
{
    /// <summary>The rank of a name that does not match.</summary>
    public const int None = 255;

    // Shorter texts match so often that looking at each name is faster than looking for them in all strings.
    private const int ShortestMarked = 3;

    private const byte Unknown = 0;
    private const byte Yes = 1;
    private const byte No = 2;

    private readonly SearchIndex _index;
    private readonly NameMatcher? _below;
    private readonly byte[] _text;
    private readonly BtfNamePattern? _glob;
    private readonly bool _isFuzzy;

    // For each place in the strings: whether the name that starts there matches.
    private readonly byte[] _marks;

    private NameMatcher(SearchIndex index, NameMatcher? below, SearchQuery query)
    {
        _index = index;
        _below = below;
        _text = query.ToLower();
        _glob = query.IsGlob ? BtfNamePattern.Glob(query.Text) : null;
        _isFuzzy = query.IsFuzzy;
        _marks = new byte[index.Strings.Length];
    }

    /// <summary>Whether the text is looked for as it is.</summary>
    private bool IsPlain => _glob is null && !_isFuzzy;

    /// <summary>Whether all matches are marked beforehand, in one pass over the strings.</summary>
    private bool IsMarked => IsPlain && _text.Length >= ShortestMarked;

    /// <summary>Prepares a query for an index and the indexes below it.</summary>
    public static async Task<NameMatcher> CreateAsync(SearchIndex index, SearchQuery query, Dictionary<SearchIndex, NameMatcher> known, Slices slices)
    {
        if (known.TryGetValue(index, out NameMatcher? matcher))
        {
            return matcher;
        }

        NameMatcher? below = index.Below is null ? null : await CreateAsync(index.Below, query, known, slices);
        matcher = new NameMatcher(index, below, query);
        known[index] = matcher;
        if (matcher.IsMarked)
        {
            for (int at = 0; at >= 0;)
            {
                at = matcher.MarkMatches(at);
                if (slices.IsOver)
                {
                    await slices.RestAsync();
                }
            }
        }

        return matcher;
    }

    /// <summary>Returns how well a name matches: 0 for the whole name, then its start, then a word in it, then any part; <see cref="None"/> if it does not.</summary>
    /// <param name="offset">The name's offset.</param>
    /// <param name="length">The length of a name that matches.</param>
    public int RankOf(uint offset, out int length)
    {
        length = 0;
        if (offset < _index.FirstStringOffset)
        {
            return _below is null ? None : _below.RankOf(offset, out length);
        }

        uint own = offset - _index.FirstStringOffset;
        if (own >= (uint)_marks.Length)
        {
            return None;
        }

        if (_text.Length == 0)
        {
            return 0;
        }

        if (IsMarked && _marks[own] != Yes)
        {
            return None;
        }

        ReadOnlySpan<byte> name = _index.LowerName(offset);
        length = name.Length;
        if (IsPlain)
        {
            int at = name.IndexOf(_text);
            return at < 0 ? None : at == 0 ? (length == _text.Length ? 0 : 1) : name[at - 1] == (byte)'_' ? 2 : 3;
        }

        if (_marks[own] == Unknown)
        {
            _marks[own] = Matches((int)own, name) ? Yes : No;
        }

        return _marks[own] == Yes ? 0 : None;
    }

    private bool Matches(int own, ReadOnlySpan<byte> lowerName)
    {
        if (_glob is null)
        {
            return HasLetters(lowerName);
        }

        // A pattern knows large letters from small ones, so it reads the strings as they are.
        BtfHeader header = _index.Object.Header;
        ReadOnlySpan<byte> rest = _index.Object.RawData[(int)(header.HeaderLength + header.StringOffset + own)..];
        return _glob.IsMatch(rest[..lowerName.Length]);
    }

    private bool HasLetters(ReadOnlySpan<byte> name)
    {
        foreach (byte letter in _text)
        {
            int at = name.IndexOf(letter);
            if (at < 0)
            {
                return false;
            }

            name = name[(at + 1)..];
        }

        return true;
    }

    /// <summary>Marks some matches of the text from a place on. Returns where to go on; -1 at the end.</summary>
    private int MarkMatches(int from)
    {
        ReadOnlySpan<byte> strings = _index.Strings;
        for (int count = 0; count < 256; count++)
        {
            int found = strings[from..].IndexOf(_text);
            if (found < 0)
            {
                return -1;
            }

            int at = from + found;

            // Names may start anywhere in the string before the match.
            int start = strings[from..at].LastIndexOf((byte)0);
            start = start < 0 ? from : from + start + 1;
            start = start == from ? FirstUnmarked(from, at) : start;
            _marks.AsSpan(start, at - start + 1).Fill(Yes);
            from = at + 1;
        }

        return from;
    }

    // The search goes on within a string: what lies before was marked for the match before, if there was one in this string.
    private int FirstUnmarked(int from, int at)
    {
        int start = from;
        while (start > 0 && _index.Strings[start - 1] != 0 && _marks[start - 1] != Yes)
        {
            start--;
        }

        return Math.Min(start, at);
    }
}
