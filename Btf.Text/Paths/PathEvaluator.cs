using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Btf.Core;

namespace Btf.Text;

/// <summary>
/// Resolves a path in an object. Beyond the paths of the library, a path may start at a variable, index with an enumerator, index a pointer, and
/// have casts: <c>runqueues.nr_running</c>, <c>vm_stat[NR_FREE_PAGES]</c>, <c>files_struct.fdt->fd[3]</c>, <c>((struct tcp_sock *)sk_buff.sk)->snd_una</c>.
/// </summary>
public sealed partial class PathEvaluator(BtfObject btf)
{
    private const int MostCasts = 32;

    private readonly List<ulong> _pointers = [];
    private BtfType _root;
    private BtfType _type;
    private BtfMember? _member;
    private ulong _bitOffset;
    private bool _isStarted;

    /// <summary>Resolves a path.</summary>
    /// <returns>The place; null where it leads nowhere.</returns>
    public static PathPlace? Resolve(BtfObject btf, string path, out PathFailure? failure)
    {
        failure = null;
        string text = path.Trim();
        return WithNumbers(btf, ref text, out failure) ? new PathEvaluator(btf).Walk(text, out failure) : null;
    }

    private PathPlace? Walk(string text, out PathFailure? failure)
    {
        // The innermost cast comes first: each further cast starts anew at the target of its pointer.
        Stack<(string Type, string After)> casts = new();
        while (Cast().Match(text) is { Success: true } cast)
        {
            if (casts.Count == MostCasts || !TrySplit(text[cast.Length..], out string inner, out string rest))
            {
                failure = PathFailure.Syntax("A cast is written ((struct NAME *)PATH)->MEMBER.");
                return null;
            }

            casts.Push((cast.Groups["type"].Value, rest));
            text = inner.Trim();
        }

        if (!Follow(text, out failure))
        {
            return null;
        }

        foreach ((string name, string rest) in casts)
        {
            if (!Recast(name, rest, out failure))
            {
                return null;
            }
        }

        return Place(out failure);
    }

    private PathPlace? Place(out PathFailure? failure)
    {
        failure = null;
        int bits = _member?.BitfieldSize ?? 0;
        if (!_type.TryGetSizeInBytes(out uint size) && bits == 0)
        {
            failure = new PathFailure(BtfPathErrorCode.NoSize, $"{_type} has no size.", _type, "");
            return null;
        }

        return new PathPlace(_root, _type, _bitOffset, bits != 0 ? (ulong)bits : size * 8UL, bits != 0, _pointers);
    }

    /// <summary>Goes on at the target of a pointer, read as the type that the cast names.</summary>
    private bool Recast(string name, string rest, out PathFailure? failure)
    {
        if (_type.Underlying.Kind != BtfKind.Ptr)
        {
            failure = new PathFailure(BtfPathErrorCode.NotPointer, $"{_type} is no pointer, so that it cannot be cast to one to {name}.", _type, "");
            return false;
        }

        List<BtfType> types = TypeName.Parse(name).Find(btf).FindAll(type => type.TryGetSizeInBytes(out _));
        if (types.Count == 0)
        {
            failure = new PathFailure(BtfPathErrorCode.NoSuchType, $"No type is named '{name}'.", default, name);
            return false;
        }

        if (!rest.StartsWith("->", StringComparison.Ordinal))
        {
            failure = PathFailure.Syntax("After a cast, '->' and a member are missing.");
            return false;
        }

        Cross(types[0]);
        return Step(rest[2..], out failure);
    }

    /// <summary>Follows a path without casts from a type or a variable.</summary>
    private bool Follow(string text, out PathFailure? failure)
    {
        if (btf.TryResolvePath(SafeText.Encode(text), out BtfMemberPath found, out BtfPathError error))
        {
            failure = null;
            _root = found.Root;
            _type = found.Root;
            _isStarted = true;
            Match start = Start().Match(text);
            return Step(text[start.Length..], out failure);
        }

        Match name = Start().Match(text);
        if (error.Code is BtfPathErrorCode.NoSuchType or BtfPathErrorCode.NotComposite && name.Success && TryFindVariable(name.Groups["name"].Value, out BtfType variable))
        {
            _root = variable;
            _type = variable.AsVariable().VariableType;
            _isStarted = true;
            return Step(text[name.Length..], out failure);
        }

        if (error.Code == BtfPathErrorCode.NotArray)
        {
            return Step(text, out failure);
        }

        failure = Failure(error, text);
        return false;
    }

    /// <summary>Follows the rest of a path. An index on a pointer selects an element that follows the pointer's target, as in C.</summary>
    private bool Step(string rest, out PathFailure? failure)
    {
        failure = null;
        while (rest.Length > 0)
        {
            rest = rest.StartsWith('.') ? rest[1..] : rest;
            ulong start = _bitOffset;
            byte[] utf8 = SafeText.Encode(rest);
            BtfPathReader reader = _isStarted ? new BtfPathReader(_type, utf8) : new BtfPathReader(btf, utf8);
            bool isCrossed = false;
            while (reader.Read())
            {
                BtfPathStep step = reader.Current;
                ulong at = (isCrossed ? 0 : start) + step.BitOffset;
                if (!_isStarted)
                {
                    _root = step.Type;
                    _isStarted = true;
                }

                if (step.Kind == BtfPathStepKind.Dereference)
                {
                    _pointers.Add(at / 8);
                    isCrossed = true;
                    at = 0;
                }

                (_type, _bitOffset, _member) = (step.Type, at, step.Member);
            }

            BtfPathError error = reader.Error;
            if (error.Code == BtfPathErrorCode.None)
            {
                return true;
            }

            if (error.Code != BtfPathErrorCode.NotArray || !TryIndexPointer(Encoding.UTF8.GetString(utf8.AsSpan(error.Position)), ref rest))
            {
                failure = Failure(error, rest);
                return false;
            }
        }

        return true;
    }

    private bool TryIndexPointer(string text, ref string rest)
    {
        Match index = Index().Match(text);
        BtfType pointer = _type.Underlying;
        if (!index.Success || pointer.Kind != BtfKind.Ptr || !pointer.TryGetTarget(out BtfType target) || !target.TryGetSizeInBytes(out uint size)
            || !uint.TryParse(index.Groups["number"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out uint number))
        {
            return false;
        }

        Cross(target);
        _bitOffset = (ulong)number * size * 8;
        rest = text[index.Length..];
        return true;
    }

    private void Cross(BtfType target)
    {
        _pointers.Add(_bitOffset / 8);
        (_type, _bitOffset, _member) = (target, 0, null);
    }

    private bool TryFindVariable(string name, out BtfType variable)
    {
        foreach (BtfType type in btf.FindTypes(SafeText.Encode(name)))
        {
            if (type.Kind == BtfKind.Var)
            {
                variable = type;
                return true;
            }
        }

        variable = default;
        return false;
    }

    private static PathFailure Failure(in BtfPathError error, string text)
    {
        byte[] utf8 = SafeText.Encode(text);
        int start = Math.Min(error.Position, utf8.Length);
        string word = SafeText.Decode(utf8.AsSpan(start..Math.Min(error.Position + error.Length, utf8.Length)));

        // The library knows no variables as roots.
        return new PathFailure(error.Code, error.Code == BtfPathErrorCode.NoSuchType ? $"No type or variable is named '{word}'." : error.Describe(utf8), error.Type, word);
    }

    /// <summary>Replaces enumerators by numbers.</summary>
    private static bool WithNumbers(BtfObject btf, ref string path, out PathFailure? failure)
    {
        failure = null;
        for (Match name = Enumerator().Match(path); name.Success; name = Enumerator().Match(path))
        {
            Group word = name.Groups["name"];
            BtfEnumValue? found = null;
            foreach (BtfEnumValue value in btf.SearchEnumValues(BtfNamePattern.Exact(word.Value)))
            {
                found = value;
                break;
            }

            if (found is not { } enumerator)
            {
                failure = new PathFailure(BtfPathErrorCode.NoSuchMember, $"No enumeration has a value named '{word.Value}'.", default, word.Value);
                return false;
            }

            path = $"{path[..word.Index]}{enumerator.UnsignedValue.ToString(CultureInfo.InvariantCulture)}{path[(word.Index + word.Length)..]}";
        }

        return true;
    }

    /// <summary>Splits the text of a cast at its closing parenthesis.</summary>
    private static bool TrySplit(string text, out string inner, out string rest)
    {
        int depth = 1;
        for (int i = 0; i < text.Length; i++)
        {
            depth += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
            if (depth == 0)
            {
                (inner, rest) = (text[..i], text[(i + 1)..].Trim());
                return true;
            }
        }

        (inner, rest) = ("", "");
        return false;
    }

    [GeneratedRegex(@"^\(\s*\(\s*(?<type>(?:(?:struct|union)\s+)?\w+)\s*\*\s*\)")]
    private static partial Regex Cast();

    [GeneratedRegex(@"^\s*(?:(?:struct|union)\s+)?(?<name>[^\s.\[\-]+)")]
    private static partial Regex Start();

    [GeneratedRegex(@"^\[\s*(?<number>\d+)\s*\]")]
    private static partial Regex Index();

    [GeneratedRegex(@"\[\s*(?<name>[A-Za-z_]\w*)\s*\]")]
    private static partial Regex Enumerator();
}
