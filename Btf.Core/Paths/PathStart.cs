namespace Btf.Core;

/// <summary>Finds the type that the first segment of a path names.</summary>
internal static class PathStart
{
    /// <summary>Finds a structure, else a union, else a typedef of one; of several the one with the lowest id.</summary>
    /// <param name="scope">The object.</param>
    /// <param name="name">The name; not empty.</param>
    /// <param name="keyword">Struct or union where only these will do, else void.</param>
    /// <param name="type">The type. With an error, the type that has the name and will not do, if there is one.</param>
    /// <param name="isOnly">Whether no other type of the name will do.</param>
    public static BtfPathErrorCode Find(BtfObject scope, ReadOnlySpan<byte> name, BtfKind keyword, out BtfType type, out bool isOnly)
    {
        Rank best = Rank.None;
        type = default;
        isOnly = true;
        foreach (BtfType candidate in scope.FindTypes(name))
        {
            Rank rank = RankOf(candidate, keyword);
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
    public static bool WillDo(BtfType type, BtfKind keyword) => RankOf(type, keyword) >= Rank.Typedef;

    private static Rank RankOf(BtfType type, BtfKind keyword) => type.Kind switch
    {
        BtfKind.Struct when keyword != BtfKind.Union => Rank.Struct,
        BtfKind.Union when keyword != BtfKind.Struct => Rank.Union,
        BtfKind.Fwd when keyword == BtfKind.Void || type.AsForward().IsUnion == (keyword == BtfKind.Union) => Rank.Declared,
        BtfKind.Typedef when keyword == BtfKind.Void => type.TryGetUnderlying(out BtfType end) && end.Kind is BtfKind.Struct or BtfKind.Union or BtfKind.Fwd
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
