using System.Buffers.Binary;
using Btf.Core.Equality;

namespace Btf.Core.Building;

/// <summary>Sorts an object's own types by name, comparing eight bytes at a time.</summary>
internal sealed class NameOrder
{
    private const int KeyLength = sizeof(ulong);

    // Of the four arrays.
    private const long BytesOfType = 2 * (sizeof(uint) + sizeof(ulong));

    // Enough to find a key near the middle.
    private const int SampledKeys = 255;

    private readonly BtfObject _btf;

    // By index of a type.
    private readonly WorkArray<uint> _offsets;
    private readonly WorkArray<ulong> _firstKeys;

    // By place in the order.
    private readonly WorkArray<int> _indexes;
    private readonly WorkArray<ulong> _keys;

    private NameOrder(BtfObject btf, WorkArena arena)
    {
        _btf = btf;
        _offsets = arena.Take<uint>(btf.TypeCount);
        _firstKeys = arena.Take<ulong>(btf.TypeCount);
        _indexes = arena.Take<int>(btf.TypeCount);
        _keys = arena.Take<ulong>(btf.TypeCount);
    }

    /// <summary>Returns the id of each type in the order of the names, indexed by the old id, including the bases.</summary>
    /// <exception cref="BtfFormatException">A name does not exist, or comparing the names would take too long.</exception>
    public static uint[] Find(BtfObject btf)
    {
        uint[] ids = Permutation.Identity(btf);
        if (btf.IsSortedByName)
        {
            return ids;
        }

        using var arena = new WorkArena(BytesOfType * btf.TypeCount);
        var order = new NameOrder(btf, arena);
        order.Sort();
        uint first = btf.FirstTypeId;
        for (int place = 0; place < order._indexes.Length; place++)
        {
            ids[first + (uint)order._indexes[place]] = first + (uint)place;
        }

        return ids;
    }

    private void Sort()
    {
        TwoThreads.Run(_offsets.Length, ReadFirstKeys);
        (int named, int upper) = Divide(MiddleOf(_firstKeys));
        TwoThreads.RunHalves(_indexes.Length - named, half =>
        {
            if (half == 0)
            {
                SortRange(named, upper);
            }
            else
            {
                SortRange(upper, _indexes.Length);
            }
        });
    }

    private void ReadFirstKeys(int first, int end)
    {
        ReadOnlySpan<uint> words = _btf.TypeWords;
        ReadOnlySpan<uint> records = _btf.RecordOffsets;
        for (int index = first; index < end; index++)
        {
            _offsets[index] = words[(int)(records[index] / sizeof(uint))];
            _firstKeys[index] = ReadKey(index, 0);
        }

        GC.KeepAlive(_btf);
    }

    /// <summary>Returns a key that about half of the names come before, from a sample.</summary>
    private static ulong MiddleOf(ReadOnlySpan<ulong> keys)
    {
        Span<ulong> sample = stackalloc ulong[SampledKeys];
        int count = 0;
        int step = (keys.Length / SampledKeys) + 1;
        for (int index = 0; index < keys.Length; index += step)
        {
            sample[count] = keys[index];
            count += keys[index] != 0 ? 1 : 0;
        }

        sample = sample[..count];
        sample.Sort();
        return count == 0 ? 0 : sample[count / 2];
    }

    /// <summary>Puts types without a name first, as most of a kernel's types are, then those before a key, then the others.</summary>
    /// <returns>The places of the first type with a name, and of the first one of the others.</returns>
    private (int Named, int Upper) Divide(ulong middle)
    {
        int named = _firstKeys.Span.Count(0UL);
        int upper = named;
        foreach (ulong key in _firstKeys.Span)
        {
            upper += key != 0 && key < middle ? 1 : 0;
        }

        (int nextUnnamed, int nextLower, int nextUpper) = (0, named, upper);
        for (int index = 0; index < _firstKeys.Length; index++)
        {
            ulong key = _firstKeys[index];
            ref int next = ref key == 0 ? ref nextUnnamed : ref key < middle ? ref nextLower : ref nextUpper;
            _indexes[next] = index;
            _keys[next++] = key;
        }

        return (named, upper);
    }

    /// <summary>Sorts types whose first keys have been read.</summary>
    private void SortRange(int start, int end)
    {
        // Names that do not overlap need one look at each byte. Names inside other names need more, but compilers write few of these.
        long budget = 64L * _btf.TypeCount + 4L * _btf.NextStringOffset + 4096;
        var work = new Stack<(int Start, int End, int Depth)>();
        SortByKeys(start, end, 0, work);
        while (work.TryPop(out (int Start, int End, int Depth) run))
        {
            budget -= run.End - run.Start;
            if (budget < 0)
            {
                new BtfError(BtfErrorCode.TextTooLarge).Throw();
            }

            for (int i = run.Start; i < run.End; i++)
            {
                _keys[i] = ReadKey(_indexes[i], run.Depth);
            }

            SortByKeys(run.Start, run.End, run.Depth, work);
        }
    }

    /// <summary>Sorts types that share a prefix by the keys after it. Runs that are still equal are pushed for later.</summary>
    private void SortByKeys(int start, int end, int depth, Stack<(int Start, int End, int Depth)> work)
    {
        Span<int> indexes = _indexes.AsSpan(start, end - start);
        Span<ulong> keys = _keys.AsSpan(start, end - start);
        keys.Sort(indexes);
        for (int from = 0; from < keys.Length;)
        {
            int to = from + 1;
            while (to < keys.Length && keys[to] == keys[from])
            {
                to++;
            }

            // A zero byte is the end of the name: the names are equal, and the types keep their order.
            if (to - from > 1 && (byte)keys[from] == 0)
            {
                indexes[from..to].Sort();
            }
            else if (to - from > 1)
            {
                work.Push((start + from, start + to, depth + KeyLength));
            }

            from = to;
        }
    }

    private ulong ReadKey(int index, int depth)
    {
        uint offset = _offsets[index];
        if (offset == 0)
        {
            return 0;
        }

        // The name has at least this many bytes, so the offset is inside it or at its end.
        uint start = offset + (uint)depth - _btf.FirstStringOffset;
        ReadOnlySpan<byte> strings = _btf.Strings;
        if (start < strings.Length - KeyLength)
        {
            return KeyOf(BinaryPrimitives.ReadUInt64LittleEndian(strings[(int)start..]));
        }

        if (!_btf.TryReadString(offset + (uint)depth, out ReadOnlySpan<byte> rest, KeyLength))
        {
            BtfType type = _btf[_btf.FirstTypeId + (uint)index];
            new BtfError(BtfErrorCode.NameOffsetOutOfRange, type.ByteOffset, type.Id, offset, _btf.NextStringOffset).Throw();
        }

        Span<byte> padded = stackalloc byte[KeyLength];
        padded.Clear();
        rest[..Math.Min(rest.Length, KeyLength)].CopyTo(padded);
        return BinaryPrimitives.ReadUInt64BigEndian(padded);
    }

    /// <summary>Returns a number that is ordered as the bytes before the first zero are.</summary>
    /// <param name="bytes">Eight bytes of strings, read as a little-endian number.</param>
    private static ulong KeyOf(ulong bytes)
    {
        const ulong ones = 0x0101_0101_0101_0101;
        ulong zeros = (bytes - ones) & ~bytes & (ones << 7);

        // The bits below the lowest zero byte. Above it, there may be false zeros.
        return BinaryPrimitives.ReverseEndianness(bytes & (zeros - 1) & ~zeros);
    }
}
