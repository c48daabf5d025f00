using System.Numerics;

namespace Btf.Core;

/// <summary>
/// The index from a type to those of one object's own types that refer to it. Immutable once built: 4 bytes a reference and 4 bytes a type of the
/// object's own, and in a split object 8 bytes for each type of its bases that it refers to.
/// </summary>
/// <remarks>
/// Referrers stand in one array, those of one type side by side with ids ascending. Where they begin is looked up by place for the object's own
/// types. A module refers to few of its base's many types: those are found by bisection.
/// </remarks>
internal sealed class ReferenceIndex
{
    private readonly uint _firstOwn;
    private readonly uint[] _ownStarts;
    private readonly uint[] _baseIds;
    private readonly uint[] _baseStarts;
    private readonly uint[] _referrers;

    private ReferenceIndex(uint firstOwn, uint[] ownStarts, uint[] baseIds, uint[] baseStarts, uint[] referrers)
    {
        _firstOwn = firstOwn;
        _ownStarts = ownStarts;
        _baseIds = baseIds;
        _baseStarts = baseStarts;
        _referrers = referrers;
    }

    /// <summary>The number of references, those of one type to another counted once.</summary>
    public int Count => _referrers.Length;

    /// <summary>The bytes that the index keeps.</summary>
    public long KeptBytes => sizeof(uint) * ((long)_ownStarts.Length + _baseIds.Length + _baseStarts.Length + _referrers.Length);

    /// <summary>Walks an object's own types once.</summary>
    public static unsafe ReferenceIndex Build(BtfObject btf)
    {
        // An object without a base counts void as its own.
        uint firstOwn = btf.Base is null ? 0 : btf.FirstTypeId;

        // Off the managed heap, and gone after the build. The tallies go over the whole chain. A module touches few of their pages, and marks which.
        int chainCount = checked((int)btf.NextTypeId);
        int capacity = ReferencedIds.Capacity(btf);
        int markCount = (int)(firstOwn / 64) + 1;
        void* tallies = NativeHeap.AllocateZeroed(chainCount, sizeof(ReferenceTally));
        void* stream = null;
        void* marks = null;
        try
        {
            stream = NativeHeap.Allocate(Math.Max(1, capacity), sizeof(uint));
            marks = NativeHeap.AllocateZeroed(markCount, sizeof(ulong));
            var ofBases = new Span<ulong>(marks, markCount);
            return Build(btf, firstOwn, new Span<ReferenceTally>(tallies, chainCount), new Span<uint>(stream, capacity), ofBases);
        }
        finally
        {
            NativeHeap.Free(marks, markCount, sizeof(ulong));
            NativeHeap.Free(stream, Math.Max(1, capacity), sizeof(uint));
            NativeHeap.Free(tallies, chainCount, sizeof(ReferenceTally));
        }
    }

    /// <summary>A referrer's id.</summary>
    /// <param name="position">A position in a range that <see cref="FindRange"/> gave.</param>
    public uint this[int position] => _referrers[position];

    /// <summary>Where the referrers of a type stand, ids ascending; an empty range where there is none.</summary>
    public void FindRange(uint typeId, out int position, out int end)
    {
        uint[] starts = _ownStarts;
        int place = (int)(typeId - _firstOwn);
        if (typeId < _firstOwn)
        {
            starts = _baseStarts;
            place = _baseIds.AsSpan().BinarySearch(typeId);
        }

        bool found = place >= 0 && place + 1 < starts.Length;
        position = found ? (int)starts[place] : 0;
        end = found ? (int)starts[place + 1] : 0;
    }

    private static ReferenceIndex Build(BtfObject btf, uint firstOwn, Span<ReferenceTally> tallies, Span<uint> stream, Span<ulong> ofBases)
    {
        stream = ReferencedIds.Write(btf, tallies, stream, ofBases, firstOwn);

        // Counts become the places where each type's referrers begin, ids ascending: those of the bases' types come first.
        int referred = CountBits(ofBases);
        var baseIds = new uint[referred];
        var baseStarts = new uint[referred == 0 ? 0 : referred + 1];
        uint next = PlaceBases(ofBases, tallies, baseIds, baseStarts);
        var ownStarts = new uint[tallies.Length - (int)firstOwn + 1];
        next = PlaceOwn(tallies[(int)firstOwn..], ownStarts, next);

        var referrers = new uint[next];
        uint referrer = btf.FirstTypeId;
        foreach (uint id in stream)
        {
            if (id == ReferencedIds.EndOfRecord)
            {
                referrer++;
            }
            else
            {
                referrers[tallies[(int)id].Count++] = referrer;
            }
        }

        return new ReferenceIndex(firstOwn, ownStarts, baseIds, baseStarts, referrers);
    }

    private static int CountBits(ReadOnlySpan<ulong> words)
    {
        int count = 0;
        foreach (ulong word in words)
        {
            count += BitOperations.PopCount(word);
        }

        return count;
    }

    private static uint PlaceBases(ReadOnlySpan<ulong> ofBases, Span<ReferenceTally> tallies, Span<uint> ids, Span<uint> starts)
    {
        uint next = 0;
        int found = 0;
        for (int word = 0; found < ids.Length; word++)
        {
            for (ulong left = ofBases[word]; left != 0; left &= left - 1)
            {
                int id = (word * 64) + BitOperations.TrailingZeroCount(left);
                ref uint start = ref tallies[id].Count;
                ids[found] = (uint)id;
                uint count = start;
                start = next;
                next += count;
                starts[++found] = next;
            }
        }

        return next;
    }

    private static uint PlaceOwn(Span<ReferenceTally> tallies, Span<uint> starts, uint next)
    {
        for (int place = 0; place < tallies.Length; place++)
        {
            ref uint start = ref tallies[place].Count;
            uint count = start;
            starts[place] = start = next;
            next += count;
        }

        starts[tallies.Length] = next;
        return next;
    }
}
