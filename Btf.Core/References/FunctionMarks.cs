using System.Numerics;

namespace Btf.Core;

/// <summary>
/// The memory of a walk along the references: marks for types that belong to the result, marks for types that do not, and a stack of types to continue from.
/// </summary>
internal sealed class FunctionMarks : Leasable<FunctionMarks>
{
    private ulong[] _marks = [];
    private ulong[] _excluded = [];
    private uint[] _pending = new uint[64];
    private int _pendingCount;
    private int _wordCount;

    /// <summary>Takes a spare instance of this thread, or makes one. All marks are clear.</summary>
    /// <param name="typeCount">The last markable id plus 1.</param>
    public static FunctionMarks Take(uint typeCount)
    {
        FunctionMarks marks = TakeSpare();
        marks.Reset((int)((typeCount + 63UL) / 64));
        return marks;
    }

    /// <summary>Removes all marks.</summary>
    public void Clear()
    {
        _marks.AsSpan(0, _wordCount).Clear();
        _excluded.AsSpan(0, _wordCount).Clear();
        _pendingCount = 0;
    }

    /// <summary>Marks a type, and returns whether it was unmarked before.</summary>
    public bool Mark(uint typeId)
    {
        ref ulong word = ref _marks[typeId / 64];
        ulong bit = 1UL << (int)(typeId % 64);
        bool isNew = (word & bit) == 0;
        word |= bit;
        return isNew;
    }

    /// <summary>Returns whether a type is marked.</summary>
    public bool IsMarked(uint typeId) => (_marks[typeId / 64] >> (int)(typeId % 64) & 1) != 0;

    /// <summary>Notes that a type does not lead to the one that is asked about.</summary>
    public void Exclude(uint typeId) => _excluded[typeId / 64] |= 1UL << (int)(typeId % 64);

    /// <summary>Returns whether a type is known not to lead to the one that is asked about.</summary>
    public bool IsExcluded(uint typeId) => (_excluded[typeId / 64] >> (int)(typeId % 64) & 1) != 0;

    /// <summary>Finds the first marked type from <paramref name="typeId"/> on.</summary>
    public bool TryFindNext(ref uint typeId)
    {
        int place = (int)(typeId / 64);
        ulong word = place < _wordCount ? _marks[place] & ulong.MaxValue << (int)(typeId % 64) : 0;
        while (word == 0)
        {
            if (++place >= _wordCount)
            {
                return false;
            }

            word = _marks[place];
        }

        typeId = (uint)place * 64 + (uint)BitOperations.TrailingZeroCount(word);
        return true;
    }

    /// <summary>Pushes a type to continue from.</summary>
    public void Push(uint typeId)
    {
        if (_pendingCount == _pending.Length)
        {
            Array.Resize(ref _pending, _pendingCount * 2);
        }

        _pending[_pendingCount++] = typeId;
    }

    /// <summary>Pops a type to continue from.</summary>
    public bool TryPop(out uint typeId)
    {
        bool any = _pendingCount > 0;
        typeId = any ? _pending[--_pendingCount] : 0;
        return any;
    }

    private void Reset(int wordCount)
    {
        if (_marks.Length < wordCount)
        {
            _marks = new ulong[wordCount];
            _excluded = new ulong[wordCount];
        }

        _wordCount = wordCount;
        Clear();
    }
}
