namespace Btf.Core;

public sealed unsafe partial class BtfObject
{
    private const int DefaultPointerSize = 8;

    // One index for each pointer size: a split object may have another pointer size than its base, and then asks the base for that size.
    private volatile AlignmentIndex? _alignments4;
    private volatile AlignmentIndex? _alignments8;

    /// <summary>The pointer size in bytes for sizes and alignments. It is 8 if the data does not tell, as in libbpf on a 64-bit machine.</summary>
    internal int PointerSizeOrDefault
    {
        get
        {
            int known = PointerSize;
            return known == 0 ? DefaultPointerSize : known;
        }
    }

    /// <summary>Returns the alignments of this object's own types.</summary>
    /// <param name="pointerSize">4 or 8.</param>
    internal AlignmentIndex Alignments(int pointerSize) =>
        KnownAlignments(pointerSize) ?? OpenAlignments(pointerSize);

    /// <summary>Returns the alignment in bytes of a type of this object or of a base; 0 if it has none or does not exist.</summary>
    /// <param name="typeId">The type's id.</param>
    /// <param name="pointerSize">4 or 8.</param>
    internal uint AlignmentOf(uint typeId, int pointerSize) =>
        TryLocate(typeId, out BtfObject part, out _) ? part.Owner.Alignments(pointerSize).Of(typeId) : 0;

    /// <summary>Computes an alignment. Other callers wait.</summary>
    /// <param name="index">One of this object's indexes.</param>
    /// <param name="place">The type's index among the object's own types.</param>
    internal uint ComputeAlignment(AlignmentIndex index, uint place)
    {
        lock (_memory)
        {
            ThrowIfDisposed();
            return index.Compute(place);
        }
    }

    /// <summary>Makes the missing index of this object.</summary>
    private AlignmentIndex OpenAlignments(int pointerSize)
    {
        // An alignment may need that of a type in the base, and so on down a chain of any length. So the bases in the middle are completed from the lowest up.
        var incomplete = new Stack<BtfObject>();
        for (BtfObject? part = _base; part?._base is not null && part.KnownAlignments(pointerSize) is not { IsComplete: true }; part = part._base)
        {
            incomplete.Push(part);
        }

        while (incomplete.TryPop(out BtfObject? next))
        {
            _ = next.MakeAlignments(pointerSize, isComplete: true);
        }

        return MakeAlignments(pointerSize, isComplete: false);
    }

    private AlignmentIndex MakeAlignments(int pointerSize, bool isComplete)
    {
        lock (_memory)
        {
            ThrowIfDisposed();
            AlignmentIndex index = KnownAlignments(pointerSize) ?? new AlignmentIndex(this, pointerSize);
            if (isComplete)
            {
                index.Complete();
            }

            _ = pointerSize == 4 ? _alignments4 = index : _alignments8 = index;
            return index;
        }
    }

    private AlignmentIndex? KnownAlignments(int pointerSize) => pointerSize == 4 ? _alignments4 : _alignments8;

    partial void CloseAlignments()
    {
        _alignments4 = null;
        _alignments8 = null;
    }

    partial void AddAlignmentBytes(ref long bytes) => bytes += (_alignments4?.KeptBytes ?? 0) + (_alignments8?.KeptBytes ?? 0);
}
