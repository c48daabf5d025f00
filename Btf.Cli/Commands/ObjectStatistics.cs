using Btf.Core;

namespace Btf.Cli;

/// <summary>What one walk over an object's own types counts.</summary>
internal sealed record ObjectStatistics
{
    /// <summary>How many types there are of each kind that occurs, by number.</summary>
    public required SortedDictionary<BtfKind, int> Kinds { get; init; }

    /// <summary>How many different strings are names of types.</summary>
    public required int NameCount { get; init; }

    /// <summary>What the object keeps beside its data once it is open.</summary>
    public required long IndexBytes { get; init; }

    /// <summary>What it keeps besides from the first look-up by name on.</summary>
    public required long NameIndexBytes { get; init; }

    public static ObjectStatistics Of(BtfObject btf)
    {
        SortedDictionary<BtfKind, int> kinds = [];
        HashSet<uint> names = [];
        foreach (BtfType type in btf.Types)
        {
            kinds[type.Kind] = kinds.GetValueOrDefault(type.Kind) + 1;
            if (type.NameOffset != 0)
            {
                names.Add(type.NameOffset);
            }
        }

        long opened = btf.IndexByteCount;
        _ = btf.FindTypes("int").Count();
        return new ObjectStatistics { Kinds = kinds, NameCount = names.Count, IndexBytes = opened, NameIndexBytes = btf.IndexByteCount - opened };
    }
}
