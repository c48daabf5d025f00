namespace Btf.Core;

public sealed partial class BtfObject
{
    private const int UnknownPointerSize = -1;

    /// <summary>
    /// Returns the size in bytes of a pointer on the machine that the data describes: 4 or 8; 0 where the data does not tell. Where
    /// <see cref="BtfOpenOptions.PointerSize"/> does not give it, the base decides, or else the size of the first <c>long</c> or <c>unsigned long</c>, as in
    /// libbpf.
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

    /// <summary>Finds the pointer size of each object of the chain that does not know its own, from the last base up.</summary>
    /// <returns>4 or 8, or <see cref="UnknownPointerSize"/>: not knowing is an answer too, else each call would search all types again.</returns>
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

        // A name that was read may have been of an object that had closed: nothing is kept before that is known.
        ThrowIfClosedMeanwhile();
        foreach ((BtfObject next, int inferred) in found)
        {
            // A size that the user has set meanwhile stays.
            _ = Interlocked.CompareExchange(ref next._pointerSize, inferred, 0);
        }

        return _pointerSize;
    }
}
