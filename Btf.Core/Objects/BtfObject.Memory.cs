namespace Btf.Core;

public sealed partial class BtfObject
{
    // What followed a unit that was copied out of its data.
    private int _bytesBehind;

    /// <summary>
    /// The bytes that this object keeps besides its data at this moment: the index of its types, and those of names, references and alignments
    /// once a question has needed them.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public long IndexByteCount
    {
        get
        {
            long bytes = (long)sizeof(uint) * Undisposed._typeCount;
            AddNameBytes(ref bytes);
            AddReferenceBytes(ref bytes);
            AddAlignmentBytes(ref bytes);
            return bytes;
        }
    }

    /// <summary>
    /// The number of bytes that follow this object in its data; 0 where all of them are zero, as in nearly all data. Linkers that do not know BTF put the BTF
    /// of several compilation units end to end: <see cref="BtfOpenOptions.Unit"/> opens the others.
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

    // Each layer counts what it keeps for this object.
    partial void AddNameBytes(ref long bytes);

    partial void AddReferenceBytes(ref long bytes);

    partial void AddAlignmentBytes(ref long bytes);
}
