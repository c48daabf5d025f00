namespace Btf.Core;

public sealed partial class BtfObject
{
    // The length of the data that followed the unit, if this object is a copied unit.
    private int _bytesBehind;

    /// <summary>
    /// The number of bytes that this object now keeps besides its data: the index of its types, with a copy of the types if the data is not in the machine's byte
    /// order, and the indexes of names, references and alignments as far as they have been built.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public long IndexByteCount
    {
        get
        {
            long bytes = ((long)sizeof(uint) * Undisposed._typeCount) + (_header.IsSwapped ? _header.TypeLength : 0);
            AddNameBytes(ref bytes);
            AddReferenceBytes(ref bytes);
            AddAlignmentBytes(ref bytes);
            return bytes;
        }
    }

    /// <summary>
    /// The number of bytes that follow this object in its data; 0 if they are all zero, as in nearly all data. A linker that does not know BTF joins the BTF of
    /// several compilation units end to end; <see cref="BtfOpenOptions.Unit"/> opens the others.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public int LeftOverByteCount
    {
        get
        {
            ThrowIfDisposed();
            int count = _bytesBehind + BtfUnits.CountBehind(_memory.Span, _header.End);
            GC.KeepAlive(this);
            return count;
        }
    }

    // Each layer adds the size of its indexes of this object.
    partial void AddNameBytes(ref long bytes);

    partial void AddReferenceBytes(ref long bytes);

    partial void AddAlignmentBytes(ref long bytes);
}
