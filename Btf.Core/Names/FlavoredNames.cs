namespace Btf.Core;

/// <summary>The types of one object whose names have a flavor, by their essential names. Kernels from a compiler have none or a few.</summary>
internal sealed class FlavoredNames
{
    /// <summary>
    /// The length from which names are not read: the kernel's have 511 bytes at most, and crafted ones may all be parts of one very long string.
    /// </summary>
    public const int MaxLength = 1024;

    private readonly NameRange[] _ranges;
    private readonly uint[] _hashes;
    private readonly uint[] _ids;

    private FlavoredNames(NameRange[] ranges, uint[] hashes, uint[] ids)
    {
        _ranges = ranges;
        _hashes = hashes;
        _ids = ids;
    }

    /// <summary>Searches an object's own strings for separators, and if there are any in its chain, its types for names with a flavor.</summary>
    public static FlavoredNames Build(BtfObject btf)
    {
        NameRange[] ranges = NameRange.FindSeparated(btf.Strings, btf.FirstStringOffset);
        bool any = false;
        for (BtfObject? part = btf; part is not null && !any; part = part.Base)
        {
            any = (part == btf ? ranges : part.FlavoredNames._ranges).Length != 0;
        }

        List<ulong> found = any ? FindTypes(btf, ranges) : [];
        GC.KeepAlive(btf);
        found.Sort();
        return new FlavoredNames(ranges, [.. found.Select(entry => (uint)(entry >> 32))], [.. found.Select(entry => (uint)entry)]);
    }

    /// <summary>Finds the types that may have an essential name, ids ascending. Compares only the name's hash.</summary>
    public ReadOnlySpan<uint> FindIds(ReadOnlySpan<byte> essentialName)
    {
        if (_ids.Length == 0)
        {
            return default;
        }

        uint hash = HashOf(essentialName);
        int first = _hashes.AsSpan().BinarySearch(hash);
        if (first < 0)
        {
            return default;
        }

        // A binary search, because hostile types may all have one name.
        int end = BoundOf(hash, first, _hashes.Length);
        first = BoundOf(hash - 1, 0, first);
        return _ids.AsSpan(first, end - first);
    }

    /// <summary>Finds the first place in a range whose hash is larger than a given one.</summary>
    private int BoundOf(uint hash, int low, int high)
    {
        while (low < high)
        {
            int middle = low + ((high - low) / 2);
            if (_hashes[middle] <= hash)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private static List<ulong> FindTypes(BtfObject btf, NameRange[] ranges)
    {
        List<ulong> found = [];
        foreach (BtfType type in btf.Types)
        {
            uint offset = type.NameOffset;
            if (offset != 0 && IsSeparated(btf, ranges, offset) && btf.TryReadString(offset, out ReadOnlySpan<byte> name, MaxLength) && name.Length < MaxLength)
            {
                int length = EssentialName.LengthOf(name);
                if (length != name.Length)
                {
                    found.Add((ulong)HashOf(name[..length]) << 32 | type.Id);
                }
            }
        }

        return found;
    }

    private static bool IsSeparated(BtfObject btf, NameRange[] ranges, uint offset)
    {
        BtfObject part = btf.PartWithString(offset);
        return NameRange.Contains(part == btf ? ranges : part.FlavoredNames._ranges, offset);
    }

    private static uint HashOf(ReadOnlySpan<byte> name) => NameHash.Shared.OddOf(name);
}
