using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Btf.Core.Building;

/// <summary>Numbers the strings of a section in their order. Empty strings have no number.</summary>
internal sealed class StringPlaces
{
    private const int BlockLength = 64;

    // A bit for each byte of the section: whether a string starts there. A word describes a block.
    private readonly WorkArray<ulong> _starts;

    // The number of strings that start before each block, and finally of all.
    private readonly WorkArray<int> _before;

    /// <summary>Finds the strings of a section.</summary>
    /// <param name="strings">The section.</param>
    /// <param name="arena">The memory of the places.</param>
    public StringPlaces(ReadOnlySpan<byte> strings, WorkArena arena)
    {
        int blocks = (strings.Length + BlockLength - 1) / BlockLength;
        _starts = arena.Take<ulong>(blocks);
        _before = arena.Take<int>(blocks + 1);
        ulong isAfterZero = 1;
        int count = 0;
        for (int block = 0; block < blocks; block++)
        {
            ulong zeros = ZerosIn(strings, block);
            _starts[block] = (zeros << 1 | isAfterZero) & ~zeros;
            isAfterZero = zeros >> (BlockLength - 1);
            _before[block] = count;
            count += BitOperations.PopCount(_starts[block]);
        }

        _before[blocks] = count;
    }

    /// <summary>The number of strings.</summary>
    public int Count => _before[_before.Length - 1];

    /// <summary>Returns an arena of the size that the places of the strings of a section, and two numbers for each string, usually need.</summary>
    public static WorkArena ArenaFor(ReadOnlySpan<byte> strings) => new(strings.Length);

    /// <summary>Returns the number of the string that starts at a place in the section; -1 if none starts there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int NumberOf(uint start)
    {
        ulong starts = _starts[(int)(start / BlockLength)];
        ulong bit = 1UL << (int)start;
        return (starts & bit) == 0 ? -1 : _before[(int)(start / BlockLength)] + BitOperations.PopCount(starts & (bit - 1));
    }

    /// <summary>Returns the start of the string around a place.</summary>
    /// <param name="place">A place within a string, not at a zero byte.</param>
    public int StartAround(int place)
    {
        int block = place / BlockLength;
        ulong starts = _starts[block] & (ulong.MaxValue >> (BlockLength - 1 - (place % BlockLength)));
        if (starts == 0)
        {
            block = LastBlockBefore(block);
            starts = _starts[block];
        }

        return (block * BlockLength) + BlockLength - 1 - BitOperations.LeadingZeroCount(starts);
    }

    /// <summary>Returns the last block before another one in which a string starts. There is one.</summary>
    private int LastBlockBefore(int block)
    {
        int low = 0;
        int high = block - 1;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = _before[middle + 1] < _before[block] ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>Returns the strings that start in one half of the section, in their order.</summary>
    /// <param name="half">0 or 1.</param>
    public Enumerator Half(int half) => new(this, half == 0 ? 0 : _starts.Length / 2, half == 0 ? _starts.Length / 2 : _starts.Length);

    /// <summary>Returns all strings in their order.</summary>
    public Enumerator GetEnumerator() => new(this, 0, _starts.Length);

    /// <summary>Returns a bit for each byte of a block that is zero. After the end of the section there are only zeros.</summary>
    private static ulong ZerosIn(ReadOnlySpan<byte> strings, int block)
    {
        ReadOnlySpan<byte> rest = strings[(block * BlockLength)..];
        if (rest.Length >= BlockLength)
        {
            return Vector512.Equals(Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(rest)), Vector512<byte>.Zero).ExtractMostSignificantBits();
        }

        ulong zeros = ulong.MaxValue << rest.Length;
        for (int i = 0; i < rest.Length; i++)
        {
            zeros |= rest[i] == 0 ? 1UL << i : 0;
        }

        return zeros;
    }

    /// <summary>Enumerates the places of strings.</summary>
    public ref struct Enumerator
    {
        private readonly ReadOnlySpan<ulong> _starts;
        private int _block;
        private ulong _rest;

        internal Enumerator(StringPlaces places, int first, int end)
        {
            _starts = places._starts.AsSpan(0, end);
            _block = first - 1;
            Number = places._before[first] - 1;
        }

        /// <summary>The number of the present string.</summary>
        public int Number { get; private set; }

        /// <summary>The place of the present string in the section.</summary>
        public int Current { get; private set; }

        /// <summary>Moves to the next string.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool MoveNext()
        {
            while (_rest == 0)
            {
                if (++_block >= _starts.Length)
                {
                    return false;
                }

                _rest = _starts[_block];
            }

            Current = (_block * BlockLength) + BitOperations.TrailingZeroCount(_rest);
            _rest &= _rest - 1;
            Number++;
            return true;
        }
    }
}
