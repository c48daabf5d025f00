namespace Btf.Core;

/// <summary>Finds the type that the first segment of a path names.</summary>
internal static class PathStart
{
    // Typedefs of one name that lead over so many others in all are crafted.
    private const long MostWork = 1 << 20;

    /// <summary>Finds a structure, else a union, else a typedef of one; of several the one with the lowest id.</summary>
    /// <param name="scope">The object.</param>
    /// <param name="name">The name; not empty.</param>
    /// <param name="keyword">Struct or union where only these will do, else void.</param>
    /// <param name="type">The type. With an error, the type that has the name and will not do, if there is one.</param>
    /// <param name="isOnly">Whether no other type of the name will do.</param>
    /// <param name="tried">How many types of the name were tried.</param>
    public static BtfPathErrorCode Find(BtfObject scope, ReadOnlySpan<byte> name, BtfKind keyword, out BtfType type, out bool isOnly, out ulong tried)
    {
        Rank best = Rank.None;
        type = default;
        isOnly = true;
        tried = 0;
        long work = MostWork;
        foreach (BtfType candidate in scope.FindTypes(name))
        {
            Rank rank = RankOf(candidate, keyword, ref work);
            tried++;
            if (work < 0)
            {
                return BtfPathErrorCode.TooManyTypes;
            }

            isOnly &= rank < Rank.Typedef || best < Rank.Typedef;
            if (rank > best)
            {
                best = rank;
                type = candidate;
            }

            if (best == Rank.Struct && !isOnly)
            {
                break;
            }
        }

        return best switch
        {
            Rank.None => BtfPathErrorCode.NoSuchType,
            Rank.NoComposite => BtfPathErrorCode.NotComposite,
            Rank.Declared => BtfPathErrorCode.IncompleteType,
            _ => BtfPathErrorCode.None,
        };
    }

    /// <summary>Whether a path can start from a type of its first name.</summary>
    /// <param name="type">The type.</param>
    /// <param name="keyword">Struct or union where only these will do, else void.</param>
    /// <param name="work">How much work is left. The answer costs as much as there are types on the way.</param>
    public static bool WillDo(BtfType type, BtfKind keyword, ref long work) => RankOf(type, keyword, ref work) >= Rank.Typedef;

    private static Rank RankOf(BtfType type, BtfKind keyword, ref long work) => type.Kind switch
    {
        BtfKind.Struct when keyword != BtfKind.Union => Rank.Struct,
        BtfKind.Union when keyword != BtfKind.Struct => Rank.Union,
        BtfKind.Fwd when keyword == BtfKind.Void || type.AsForward().IsUnion == (keyword == BtfKind.Union) => Rank.Declared,
        BtfKind.Typedef when keyword == BtfKind.Void => type.TryGetUnderlying(out BtfType end, ref work) && end.Kind is BtfKind.Struct or BtfKind.Union or BtfKind.Fwd
            ? Rank.Typedef
            : Rank.NoComposite,
        BtfKind.Int or BtfKind.Float or BtfKind.Enum or BtfKind.Enum64 when keyword == BtfKind.Void => Rank.NoComposite,
        _ => Rank.None,
    };

    // From the least wanted to the most.
    private enum Rank
    {
        None,
        NoComposite,
        Declared,
        Typedef,
        Union,
        Struct,
    }
}
