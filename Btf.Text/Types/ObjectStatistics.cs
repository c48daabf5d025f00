using System.Numerics;
using Btf.Core;

namespace Btf.Text;

/// <summary>The numbers that one walk over an object's own types finds.</summary>
public sealed record ObjectStatistics
{
    /// <summary>The number of types of each kind that occurs, in the order of kinds.</summary>
    public required IReadOnlyList<(BtfKind Kind, int Count)> Kinds { get; init; }

    /// <summary>The number of different strings that name types.</summary>
    public required int NameCount { get; init; }

    /// <summary>The bytes that the object keeps beside its data once it is open.</summary>
    public required long IndexBytes { get; init; }

    /// <summary>The further bytes that it keeps after the first look-up by name.</summary>
    public required long NameIndexBytes { get; init; }

    public static ObjectStatistics Of(BtfObject btf)
    {
        int[] counts = new int[byte.MaxValue + 1];
        ulong[] named = new ulong[(StringBytes(btf) + 63) / 64];
        foreach (BtfType type in btf.Types)
        {
            counts[(byte)type.Kind]++;
            uint name = type.NameOffset;
            if (name / 64 < named.Length)
            {
                named[name / 64] |= 1UL << (int)(name % 64);
            }
        }

        named[0] &= ~1UL;
        long opened = btf.IndexByteCount;
        _ = btf.FindTypes("int").Count();
        return new ObjectStatistics
        {
            Kinds = [.. Enumerable.Range(0, counts.Length).Where(kind => counts[kind] > 0).Select(kind => ((BtfKind)kind, counts[kind]))],
            NameCount = CountBits(named),
            IndexBytes = opened,
            NameIndexBytes = btf.IndexByteCount - opened,
        };
    }

    private static int CountBits(ulong[] words)
    {
        int count = 0;
        foreach (ulong word in words)
        {
            count += BitOperations.PopCount(word);
        }

        return count;
    }

    // Offsets of strings count through the bases.
    private static long StringBytes(BtfObject btf)
    {
        long count = 1;
        for (BtfObject? part = btf; part is not null; part = part.Base)
        {
            count += part.Header.StringLength;
        }

        return count;
    }
}
