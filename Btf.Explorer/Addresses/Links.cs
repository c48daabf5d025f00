using System.Globalization;
using Btf.Text;
using Btf.Core;

namespace Btf.Explorer.Addresses;

/// <summary>The addresses of views.</summary>
internal static class Links
{
    /// <summary>Makes an address of a view.</summary>
    public static Address To(string view, string subject = "", params ReadOnlySpan<(string Name, string Value)> options)
    {
        Dictionary<string, string> given = [];
        foreach ((string name, string value) in options)
        {
            if (value.Length > 0)
            {
                given[name] = value;
            }
        }

        return new Address(view, subject, given);
    }

    /// <summary>Returns the address of a type's page: by name, as far as the name says which type is meant; else by id.</summary>
    /// <param name="type">The type.</param>
    /// <param name="of">The name of the source that the type is in; empty for the first.</param>
    public static Address ToType(BtfType type, string of = "")
    {
        string view = type.Kind == BtfKind.Func ? "function" : "type";
        ReadOnlySpan<byte> utf8 = type.Name.TryGetUtf8(out ReadOnlySpan<byte> name) ? name : default;
        if (utf8.IsEmpty || utf8.Length > 256 || !System.Text.Unicode.Utf8.IsValid(utf8))
        {
            return ToId(type.Id, of);
        }

        string text = SafeText.Decode(utf8);
        BtfType first = Preferred(type.Object, utf8, view == "function");
        if (first == type)
        {
            return To(view, text, ("of", of));
        }

        foreach (BtfType other in type.Object.FindTypes(utf8))
        {
            if (other.Kind == type.Kind)
            {
                return other == type ? To(view, text, ("kind", KindNames.Of(type.Kind)), ("of", of)) : ToId(type.Id, of);
            }
        }

        return ToId(type.Id, of);
    }

    /// <summary>Returns the address of the page of a type with an id.</summary>
    /// <param name="id">The id.</param>
    /// <param name="of">The name of the source that the type is in; empty for the first.</param>
    public static Address ToId(uint id, string of) => To("id", id.ToString(CultureInfo.InvariantCulture), ("of", of));

    /// <summary>Returns the type that a bare name means: a structure before an enumeration before a typedef before anything else.</summary>
    public static BtfType Preferred(BtfObject btf, ReadOnlySpan<byte> name, bool isFunction)
    {
        BtfType best = default;
        int bestRank = int.MaxValue;
        foreach (BtfType type in btf.FindTypes(name))
        {
            int rank = isFunction == (type.Kind == BtfKind.Func) ? RankOf(type.Kind) : 100 + RankOf(type.Kind);
            if (rank < bestRank)
            {
                (best, bestRank) = (type, rank);
            }
        }

        return best;
    }

    private static int RankOf(BtfKind kind) => kind switch
    {
        BtfKind.Struct => 0,
        BtfKind.Union => 1,
        BtfKind.Enum or BtfKind.Enum64 => 2,
        BtfKind.Typedef => 3,
        BtfKind.Int or BtfKind.Float => 4,
        BtfKind.Var => 5,
        BtfKind.Fwd => 7,
        _ => 6,
    };
}
