namespace Btf.Core;

/// <summary>Finds the type of the first segment of a path.</summary>
internal static class PathStart
{
    // The most types on the way of all typedefs with the name. Only crafted data has more.
    private const long MostWork = 1 << 20;

    /// <summary>Finds a structure, else a union, else a typedef of one; of several, the one with the lowest id.</summary>
    /// <param name="scope">The object.</param>
    /// <param name="name">The name; not empty.</param>
    /// <param name="keyword">Struct or union to accept only these, else void.</param>
    /// <param name="type">The type. On an error, a type that has the name but is not suitable, if there is one.</param>
    /// <param name="isOnly">Whether no other type with the name is suitable.</param>
    /// <param name="tried">The number of types with the name that were tried.</param>
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

    /// <summary>Returns whether a path can start from a type with its first name.</summary>
    /// <param name="type">The type.</param>
    /// <param name="keyword">Struct or union to accept only these, else void.</param>
    /// <param name="work">The remaining budget of work. Each type on the way costs one step.</param>
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

    // In ascending order of preference.
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
