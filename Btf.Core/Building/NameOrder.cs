using System.Buffers.Binary;

namespace Btf.Core.Building;

/// <summary>Sorts an object's own types by name, comparing eight bytes at a time.</summary>
internal sealed class NameOrder
{
    private const int KeyLength = sizeof(ulong);

    private readonly BtfObject _btf;
    private readonly int[] _indexes;
    private readonly ulong[] _keys;
    private readonly uint[] _offsets;
    private readonly Stack<(int Start, int End, int Depth)> _work = new();
    private long _budget;

    private NameOrder(BtfObject btf)
    {
        _btf = btf;
        _indexes = new int[btf.TypeCount];
        _keys = new ulong[btf.TypeCount];
        _offsets = new uint[btf.TypeCount];

        // Names that do not overlap need one look at each byte. Names inside other names need more, but compilers write few of these.
        _budget = 64L * btf.TypeCount + 4L * btf.NextStringOffset + 4096;
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

        var order = new NameOrder(btf);
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
        int index = 0;
        foreach (BtfType type in _btf.Types)
        {
            _offsets[index] = type.NameOffset;
            _indexes[index] = index;
            index++;
        }

        _work.Push((0, _indexes.Length, 0));
        while (_work.TryPop(out (int Start, int End, int Depth) run))
        {
            SortRun(run.Start, run.End, run.Depth);
        }
    }

    /// <summary>Sorts types that share a prefix by the next eight bytes. Runs that are still equal are pushed for later.</summary>
    private void SortRun(int start, int end, int depth)
    {
        Span<int> indexes = _indexes.AsSpan(start, end - start);
        Span<ulong> keys = _keys.AsSpan(start, end - start);
        _budget -= end - start;
        if (_budget < 0)
        {
            new BtfError(BtfErrorCode.TextTooLarge).Throw();
        }

        for (int i = 0; i < indexes.Length; i++)
        {
            keys[i] = ReadKey(indexes[i], depth);
        }

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
                _work.Push((start + from, start + to, depth + KeyLength));
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
        if (!_btf.TryReadString(offset + (uint)depth, out ReadOnlySpan<byte> rest, KeyLength))
        {
            BtfType type = _btf[_btf.FirstTypeId + (uint)index];
            new BtfError(BtfErrorCode.NameOffsetOutOfRange, type.ByteOffset, type.Id, offset, _btf.NextStringOffset).Throw();
        }

        if (rest.Length >= KeyLength)
        {
            return BinaryPrimitives.ReadUInt64BigEndian(rest);
        }

        Span<byte> padded = stackalloc byte[KeyLength];
        padded.Clear();
        rest.CopyTo(padded);
        return BinaryPrimitives.ReadUInt64BigEndian(padded);
    }
}
