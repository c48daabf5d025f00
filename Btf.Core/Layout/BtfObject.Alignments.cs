namespace Btf.Core;

public sealed unsafe partial class BtfObject
{
    private const int DefaultPointerSize = 8;

    // One for each pointer size: a split that has another one than its base asks the base for its own.
    private volatile AlignmentIndex? _alignments4;
    private volatile AlignmentIndex? _alignments8;

    /// <summary>The size in bytes that sizes and alignments are reckoned with: 8 where the data does not tell, as libbpf has it on a 64-bit machine.</summary>
    internal int PointerSizeOrDefault
    {
        get
        {
            int known = PointerSize;
            return known == 0 ? DefaultPointerSize : known;
        }
    }

    /// <summary>The alignments of this object's own types: built by the first caller, while others wait, and published whole.</summary>
    /// <param name="pointerSize">4 or 8.</param>
    internal AlignmentIndex Alignments(int pointerSize) =>
        KnownAlignments(pointerSize) ?? BuildAlignments(pointerSize);

    /// <summary>The alignment in bytes of a type of this object or of a base; 0 where it has none or there is no such type.</summary>
    /// <param name="typeId">The type's id.</param>
    /// <param name="pointerSize">4 or 8.</param>
    internal uint AlignmentOf(uint typeId, int pointerSize) =>
        TryLocate(typeId, out BtfObject part, out _) ? part.Owner.Alignments(pointerSize).Of(typeId) : 0;

    /// <summary>Builds the alignments of each object of the chain that has none yet, from the last base up.</summary>
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
