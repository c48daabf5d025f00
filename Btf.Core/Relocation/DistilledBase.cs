using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Btf.Core;

/// <summary>Finds the match of each type of a distilled base in a new base, by the rules of libbpf's <c>btf__relocate</c>.</summary>
internal ref struct DistilledBase
{
    // The kinds that pahole writes: named types with a size, but without members or values. An ENUM also stands for an ENUM64.
    private const BtfKinds Allowed = BtfKinds.Int | BtfKinds.Float | BtfKinds.Enum | BtfKinds.Composite | BtfKinds.Fwd;

    // No kernel has longer names; errors cut hostile ones at this length.
    private const int QuotedLength = 512;

    private readonly BtfObject _distilled;
    private readonly BtfObject _newBase;
    private readonly EmbeddedTypes _embedded;
    private long _budget;

    private DistilledBase(BtfObject split, BtfObject newBase)
    {
        _distilled = split.Base!;
        _newBase = newBase;
        _embedded = EmbeddedTypes.Of(split);

        // Each type takes a few steps. Only hostile names, which are equal or overlap, need more.
        _budget = 1 << 20;
        for (BtfObject? part = _distilled; part is not null; part = part.Base)
        {
            _budget += 256L * part.TypeCount + part.Header.StringLength;
        }
    }

    /// <summary>Matches every type of the base that an object has now.</summary>
    /// <param name="split">The object.</param>
    /// <param name="newBase">The new base.</param>
    /// <param name="map">The matches.</param>
    /// <param name="error">The first type without exactly one match, and why.</param>
    public static bool TryMatch(BtfObject split, BtfObject newBase, [NotNullWhen(true)] out BaseMap? map, out BtfError error)
    {
        var matcher = new DistilledBase(split, newBase);
        var matches = new BaseMap(split, newBase);
        map = null;
        error = default;
        foreach (BtfType type in matcher._distilled.AllTypes)
        {
            error = matcher.TryMatch(type, out BtfType match);
            if (!error.IsNone)
            {
                return false;
            }

            matches.Add(type, match);
        }

        map = matches;
        return true;
    }

    private BtfError TryMatch(BtfType type, out BtfType match)
    {
        match = default;
        if (!Allowed.Includes(type.Kind))
        {
            return Error(BtfErrorCode.NotDistilledBase, type, default, "is of a kind that no distilled base has: is this the module's .BTF.base?");
        }

        if (!_distilled.TryReadString(type.NameOffset, out ReadOnlySpan<byte> name) || name.IsEmpty)
        {
            return Error(BtfErrorCode.NotDistilledBase, type, default, "has no name, so that it cannot be told from others");
        }

        BtfTypeMatches namesakes = _newBase.FindTypes(name);
        int composites = 0;
        _budget -= name.Length;
        foreach (BtfType candidate in namesakes)
        {
            composites += BtfKinds.Composite.Includes(candidate.Kind) ? 1 : 0;
            _budget -= 1 + name.Length;
            if (_budget < 0)
            {
                break;
            }
        }

        if (_budget < 0)
        {
            return Error(BtfErrorCode.SeveralMatchesInBase, type, default, "has a name that is too long, or that too many types of the new base have");
        }

        bool found = false;
        foreach (BtfType candidate in namesakes)
        {
            if (!IsMatch(type, candidate, composites > 1, !found && _embedded.Contains(type.Id)))
            {
                continue;
            }

            if (found)
            {
                return Error(BtfErrorCode.SeveralMatchesInBase, type, name, $"has several matches in the new base: types [{match.Id}] and [{candidate.Id}]");
            }

            match = candidate;
            found = true;
        }

        return found ? default : Error(BtfErrorCode.NoMatchInBase, type, name, WhyNot(type, namesakes));
    }

    /// <summary>Returns whether a type of the same name matches a distilled type.</summary>
    /// <param name="type">The distilled type.</param>
    /// <param name="candidate">The type of the new base.</param>
    /// <param name="isAmbiguous">Whether the new base has several structures or unions of the name, so their sizes decide.</param>
    /// <param name="isEmbedded">Whether the size decides because the distilled type is part of another.</param>
    private static bool IsMatch(BtfType type, BtfType candidate, bool isAmbiguous, bool isEmbedded)
    {
        BtfKind kind = candidate.Kind;
        bool isSized = kind is BtfKind.Int or BtfKind.Float or BtfKind.Enum or BtfKind.Enum64 || (isAmbiguous && BtfKinds.Composite.Includes(kind));
        if (isSized && candidate.SizeOrType != type.SizeOrType)
        {
            return false;
        }

        return type.Kind switch
        {
            BtfKind.Int => kind == BtfKind.Int && candidate.AsInt().Encoding == type.AsInt().Encoding,
            BtfKind.Float => kind == BtfKind.Float,
            BtfKind.Enum => kind is BtfKind.Enum or BtfKind.Enum64,
            BtfKind.Fwd => IsDeclared(type, candidate),

            // The rules do not compare the kind of a structure.
            _ => (isSized || kind is BtfKind.Struct or BtfKind.Union or BtfKind.Fwd) && (!isEmbedded || candidate.SizeOrType == type.SizeOrType),
        };
    }

    // The rules compare the kind flags, though the flag means "union" in a declaration and "has bit-fields" in a definition.
    private static bool IsDeclared(BtfType declaration, BtfType candidate) => candidate.Kind switch
    {
        BtfKind.Fwd => candidate.KindFlag == declaration.KindFlag,
        BtfKind.Struct => !candidate.KindFlag,
        BtfKind.Union => candidate.KindFlag,
        _ => false,
    };

    private static string WhyNot(BtfType type, BtfTypeMatches namesakes)
    {
        foreach (BtfType other in namesakes)
        {
            bool hasSize = type.Kind != BtfKind.Fwd && other.Kind is BtfKind.Int or BtfKind.Float or BtfKind.Enum or BtfKind.Enum64 or BtfKind.Struct or BtfKind.Union;
            string size = hasSize ? $" of {other.SizeOrType} bytes" : "";
            return $"has no match in the new base: type [{other.Id}] there has the name, but is {other.Kind}{size}";
        }

        return "has no match in the new base: no type there has the name";
    }

    private static BtfError Error(BtfErrorCode code, BtfType type, ReadOnlySpan<byte> name, string what)
    {
        string size = type.Kind is BtfKind.Fwd || code == BtfErrorCode.NotDistilledBase ? "" : $" of {type.SizeOrType} bytes";
        string quoted = name.IsEmpty ? "" : $" '{Encoding.UTF8.GetString(name[..Math.Min(name.Length, QuotedLength)])}'";
        return new BtfError(code, type.ByteOffset, type.Id, text: $"In the distilled base, {type.Kind}{quoted}{size} {what}");
    }
}
