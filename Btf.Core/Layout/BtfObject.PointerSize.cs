namespace Btf.Core;

public sealed partial class BtfObject
{
    private const int UnknownPointerSize = -1;

    /// <summary>
    /// Returns the size in bytes of a pointer on the machine that the data describes: 4, 8, or 0 if it is not known. It is the first of these: the value of
    /// <see cref="BtfOpenOptions.PointerSize"/>, the size in the base, or, as in libbpf, the size of the first <c>long</c> or
    /// <c>unsigned long</c>.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public int PointerSize
    {
        get
        {
            ThrowIfDisposed();
            int size = _pointerSize != 0 ? _pointerSize : InferPointerSize();
            return size == UnknownPointerSize ? 0 : size;
        }
    }

    /// <summary>Whether the pointer size is not known yet, and depends on this object's own types only.</summary>
    internal bool LacksPointerSize => _base is null && Volatile.Read(ref _pointerSize) == 0;

    /// <summary>Keeps the size of the first <c>long</c> of this object, which has no base, as its pointer size. A size that is known already stays.</summary>
    internal void KeepPointerSize(int size)
    {
        // If another thread has closed the object, its types read as zeros.
        ThrowIfClosedMeanwhile();
        _ = Interlocked.CompareExchange(ref _pointerSize, size, 0);
    }

    /// <summary>Finds the missing pointer sizes of the objects of the chain, from the lowest base up.</summary>
    /// <returns>4, 8 or <see cref="UnknownPointerSize"/>. This value is kept too, so that later calls do not search all types again.</returns>
    private int InferPointerSize()
    {
        var unknown = new Stack<BtfObject>();
        BtfObject? part = this;
        for (; part is not null && part._pointerSize == 0; part = part._base)
        {
            unknown.Push(part);
        }

        int size = part?._pointerSize ?? UnknownPointerSize;
        var found = new List<(BtfObject Part, int Size)>(unknown.Count);
        while (unknown.TryPop(out BtfObject? next))
        {
            if (size == UnknownPointerSize)
            {
                int inferred = PointerSizeInference.Infer(next);
                size = inferred == 0 ? UnknownPointerSize : inferred;
            }

            found.Add((next, size));
        }

        // If another thread has closed an object, its names read as zeros. Throw before keeping a result.
        ThrowIfClosedMeanwhile();
        foreach ((BtfObject next, int inferred) in found)
        {
            // Keep a size that another thread has set.
            _ = Interlocked.CompareExchange(ref next._pointerSize, inferred, 0);
        }

        return _pointerSize;
    }
}
