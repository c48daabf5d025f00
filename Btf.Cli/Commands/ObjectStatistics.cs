using Btf.Core;

namespace Btf.Cli;

/// <summary>The numbers that one walk over an object's own types finds.</summary>
internal sealed record ObjectStatistics
{
    /// <summary>The number of types of each kind that occurs, in the order of kinds.</summary>
    public required SortedDictionary<BtfKind, int> Kinds { get; init; }

    /// <summary>The number of different strings that name types.</summary>
    public required int NameCount { get; init; }

    /// <summary>The bytes that the object keeps beside its data once it is open.</summary>
    public required long IndexBytes { get; init; }

    /// <summary>The further bytes that it keeps after the first look-up by name.</summary>
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
