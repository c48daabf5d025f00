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

    /// <summary>Returns the alignments of this object's own types. The first caller builds them while others wait.</summary>
    /// <param name="pointerSize">4 or 8.</param>
    internal AlignmentIndex Alignments(int pointerSize) =>
        KnownAlignments(pointerSize) ?? BuildAlignments(pointerSize);

    /// <summary>Returns the alignment in bytes of a type of this object or of a base; 0 if it has none or does not exist.</summary>
    /// <param name="typeId">The type's id.</param>
    /// <param name="pointerSize">4 or 8.</param>
    internal uint AlignmentOf(uint typeId, int pointerSize) =>
        TryLocate(typeId, out BtfObject part, out _) ? part.Owner.Alignments(pointerSize).Of(typeId) : 0;

    /// <summary>Builds the missing alignments of the objects of the chain, from the lowest base up.</summary>
    private AlignmentIndex BuildAlignments(int pointerSize)
    {
        var missing = new Stack<BtfObject>();
        for (BtfObject? part = _base; part is not null && part.KnownAlignments(pointerSize) is null; part = part._base)
        {
            missing.Push(part);
        }

        while (missing.TryPop(out BtfObject? next))
        {
            _ = next.BuildOwnAlignments(pointerSize);
        }

        return BuildOwnAlignments(pointerSize);
    }

    private AlignmentIndex BuildOwnAlignments(int pointerSize)
    {
        lock (_memory)
        {
            ThrowIfDisposed();
            return pointerSize == 4
                ? _alignments4 ??= AlignmentBuilder.Build(this, pointerSize)
                : _alignments8 ??= AlignmentBuilder.Build(this, pointerSize);
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
