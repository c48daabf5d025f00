using System.Numerics;

namespace Btf.Core;

/// <summary>
/// An index from each type to an object's own types that refer to it. Immutable once built. It takes 4 bytes per reference and 4 bytes per own type, and in
/// a split object 8 bytes for each type of its bases that it refers to.
/// </summary>
/// <remarks>
/// One array holds all referrers, grouped by type, in the order of their ids. A second array gives the start of each group for the object's own
/// types. A module refers to few of its base's many types, so their groups are found by binary search.
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

    /// <summary>The number of bytes that the index keeps.</summary>
    public long KeptBytes => sizeof(uint) * ((long)_ownStarts.Length + _baseIds.Length + _baseStarts.Length + _referrers.Length);

    /// <summary>Builds the index in one walk over an object's own types.</summary>
    public static unsafe ReferenceIndex Build(BtfObject btf)
    {
        // An object without a base counts void as its own.
        uint firstOwn = btf.Base is null ? 0 : btf.FirstTypeId;

        // This memory is not on the managed heap, and is released after the build. The tallies cover the whole chain, but a module touches few of their pages.
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

    /// <summary>The id of a referrer.</summary>
    /// <param name="position">A position in a range of <see cref="FindRange"/>.</param>
    public uint this[int position] => _referrers[position];

    /// <summary>Finds the range of a type's referrers, in the order of their ids; empty if there are none.</summary>
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

        // Turn the counts into the starts of the groups, in the order of the ids: those of the bases' types come first.
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
