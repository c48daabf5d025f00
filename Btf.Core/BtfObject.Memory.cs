namespace Btf.Core;

public sealed partial class BtfObject
{
    /// <summary>
    /// The bytes that this object keeps besides its data at this moment: the index of its types, and those of names, references and alignments
    /// once a question has needed them.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public long IndexByteCount =>
        (long)sizeof(uint) * Undisposed._typeCount +
        (_nameIndex?.KeptBytes ?? 0) + (_referenceIndex?.KeptBytes ?? 0) + (_alignments4?.KeptBytes ?? 0) + (_alignments8?.KeptBytes ?? 0);

    /// <summary>
    /// The number of bytes behind this object's last section that are not all zero: 0 for nearly all data. Linkers that do not know BTF put the BTF of several
    /// compilation units one behind the other; this object is the first of them.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public int LeftOverByteCount
    {
        get
        {
            ThrowIfDisposed();
            long end = _header.End;
            ReadOnlySpan<byte> data = _memory.Span;
            int count = end >= data.Length ? 0 : data[(int)end..].TrimEnd((byte)0).Length == 0 ? 0 : data.Length - (int)end;
            GC.KeepAlive(this);
            return count;
        }
    }

    /// <summary>
    /// Whether this object's own types are in the order of their names, those without a name first, as <c>pahole</c> sorts a kernel's. Found by
    /// one walk over the names; the answer is kept.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public bool IsSortedByName => Undisposed.CheckNameOrder();
}
