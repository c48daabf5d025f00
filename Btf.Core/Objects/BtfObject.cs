using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Btf.Core;

/// <summary>
/// Holds the types of a kernel, of a module on top of it, or of a BPF program. It owns the memory that all its views read.
/// </summary>
/// <remarks>
/// <para>
/// <b>Memory.</b> The data stays in one place (mapped, copied once, or borrowed from the caller), and reading copies nothing out of it. Opening builds an index
/// of 4 bytes per type, and if the data is not in the machine's byte order, a copy of the types that is. The first look-up by name builds an index of at most 8
/// bytes per named type. All of these lie outside the managed heap. After that, no read allocates.
/// </para>
/// <para>
/// <b>Lifetime.</b> A split object refers to its base, but does not own it. After <see cref="Dispose"/>, the object and its views throw
/// <see cref="ObjectDisposedException"/>; a read that another thread has begun sees the data or zeros. Dispose frees the memory of the data and of the indexes
/// at once, without the garbage collector. A span from <see cref="BtfString.Utf8"/> or <see cref="RawData"/> does not keep the object alive.
/// </para>
/// <para>
/// <b>Threads.</b> Any number of threads may read at the same time. <b>Checks.</b> Opening checks the header, and that each record has a known size and lies
/// inside the type section. Ids and string offsets are checked when they are used. Whether the types make sense is not checked.
/// </para>
/// </remarks>
[DebuggerDisplay("{DebuggerText,nq}")]
public sealed unsafe partial class BtfObject : IDisposable
{
    // The fields that a look-up by id reads, next to each other. The lengths and the limit become 0 when the object is closed.
    // Most look-ups are in an object without a base: its first id is 1, so one comparison with the length is enough. In split objects this length is 0.
    private readonly uint* _rootOffsets;
    private uint _rootLength;
    private readonly uint* _offsets;
    private uint _indexLength;
    private readonly uint _firstTypeId;
    private readonly byte* _types;
    private uint _typeLimit;

    // As _closed, but not volatile: the compiler loads it once for all words of a record, and checks it once.
    private bool _isUnreadable;
    private volatile bool _closed;

    // The object with the lower ids: the base, or the stand-in for void. Null in the stand-in and in a closed object.
    private BtfObject? _below;

    // Lower ids belong to the object that the jump leads to, or to its bases. 0 if there is no jump, and in a closed object.
    private uint _jumpLimit;
    private readonly BtfObject? _base;
    private bool _ownsBase;
    private readonly BtfObject? _void;
    private readonly BtfObject? _owner;
    private readonly BtfMemory _memory;
    private readonly BtfHeader _header;
    private readonly byte* _layout;
    private readonly int _layoutLength;
    private readonly int _typeCount;
    private readonly NameLookup _nameLookup;

    // 0 until the first use, unless the options gave it.
    private int _pointerSize;

    private BtfObject(BtfMemory memory, in BtfHeader header, BtfObject? baseObject, in RecordTable records, NameLookup nameLookup)
    {
        _memory = memory;
        _header = header;
        _base = baseObject;
        _offsets = records.Offsets;
        _indexLength = (uint)records.Count;
        _rootLength = baseObject is null ? (uint)records.Count : 0;

        // Indexed by id, from 1: nothing reads the place of id 0.
        _rootOffsets = records.Offsets - 1;
        _nameLookup = nameLookup;
        _firstTypeId = records.FirstTypeId;
        _firstStringOffset = records.FirstStringOffset;
        _typeCount = records.Count;
        _types = records.Types;
        if (header.LayoutLength != 0 || baseObject is null)
        {
            ReadOnlySpan<byte> layout = header.Layout(memory.Span);
            _layout = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(layout));
            _layoutLength = layout.Length;
        }
        else
        {
            _layout = baseObject._layout;
            _layoutLength = baseObject._layoutLength;
        }

        // In bounds: the limits follow from the lengths of the sections.
        _typeLimit = header.TypeLength < RecordFormat.HeadSize ? 0 : header.TypeLength - (RecordFormat.HeadSize - 1);
        _strings = records.Strings;
        _stringLimit = records.StringLength;
        _shortStringLimit = BtfStringTable.ShortLimitOf(header.StringLength);
        _void = baseObject is null ? new BtfObject(this) : null;
        _below = baseObject ?? _void;
        _depth = baseObject is null ? 0 : baseObject._depth + 1;
        _jump = baseObject?.JumpAbove;
        _jumpLimit = _jump?.NextTypeId ?? 0;
    }

    /// <summary>Makes the stand-in for void: its record of 12 zero bytes is not in the data. It is closed with its object.</summary>
    private BtfObject(BtfObject owner)
    {
        _owner = owner;
        _memory = owner._memory;
        _types = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(VoidRecord));
        _offsets = (uint*)_types;
        _indexLength = 1;
        _firstTypeId = 0;
        _typeLimit = 1;
    }

    /// <summary>The object that this one continues; null if it stands alone.</summary>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public BtfObject? Base => Undisposed._base;

    /// <summary>The header, as it was read.</summary>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public BtfHeader Header => Undisposed._header;

    /// <summary>The byte order of the data.</summary>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public BtfByteOrder ByteOrder => Undisposed._header.ByteOrder;

    /// <summary>The number of this object's own types, without its bases' types and void.</summary>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public int TypeCount => Undisposed._typeCount;

    /// <summary>The id of this object's first type: 1, or one past the last id of the base.</summary>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public uint FirstTypeId => Undisposed._firstTypeId;

    /// <summary>One past the id of this object's last type: the first id of an object split from it. libbpf calls it the type count.</summary>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public uint NextTypeId => Undisposed._firstTypeId + (uint)_typeCount;

    /// <summary>
    /// This object's own data, byte for byte: the file, the <c>.BTF</c> section of an ELF file, or the decompressed data. <b>The span does not keep the object
    /// alive</b>: hold a reference to the object while you read the span, or copy it.
    /// </summary>
    /// <remarks>
    /// A local variable keeps an object alive only until its last use, not to the end of its method; <see cref="GC.KeepAlive"/> or <c>using</c> makes that last
    /// use come at the end. After the object is disposed or collected, the span shows zeros or bytes of other objects; on Linux it stays readable. On other
    /// systems, reading it after the object was collected can end the process.
    /// </remarks>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public ReadOnlySpan<byte> RawData
    {
        get
        {
            ThrowIfDisposed();
            _memory.Expose();
            return _memory.Span;
        }
    }

    /// <summary>Whether this object was disposed.</summary>
    public bool IsDisposed => _closed;

    /// <summary>Returns whether this object or one of its bases is disposed.</summary>
    internal bool IsChainDisposed
    {
        get
        {
            BtfObject? part = this;
            while (part is not null && !part._closed)
            {
                part = part._base;
            }

            return part is not null;
        }
    }

    /// <summary>This object; for a stand-in for void, the object that it belongs to.</summary>
    internal BtfObject Owner => _owner ?? this;

    // Part of the assembly's image, so it never moves.
    private static ReadOnlySpan<byte> VoidRecord => [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    /// <summary>This object, after a check that it is not disposed.</summary>
    private BtfObject Undisposed
    {
        get
        {
            ThrowIfDisposed();
            return this;
        }
    }

    private string DebuggerText => _closed ? "BTF, disposed" : $"BTF, types [{FirstTypeId}..{NextTypeId})";

    /// <summary>
    /// Frees the memory of the data and of all indexes. From now on views of this object throw <see cref="ObjectDisposedException"/>; reads that other threads
    /// have begun end safely. The base stays open. A caller's buffer stays pinned until the object is collected.
    /// </summary>
    /// <remarks>Waits until another thread has finished the index that it is building.</remarks>
    public void Dispose()
    {
        // Indexes are built under this lock, so no thread can publish one for a closed object.
        lock (_memory)
        {
            if (_closed)
            {
                return;
            }

            Close();
            _void?.Close();
            CloseNames();
            CloseReferences();
            CloseAlignments();
            _memory.Close();
        }

        if (_ownsBase)
        {
            _base!.Dispose();
        }
    }

    /// <summary>Makes <see cref="Dispose"/> dispose the base too. Call it before any other code has the object.</summary>
    internal void OwnBase() => _ownsBase = true;

    /// <summary>Returns a word of a record's head, in the machine's byte order.</summary>
    /// <param name="offset">The record's offset, taken from the index: opening has checked that a head lies there.</param>
    /// <param name="field">The word's offset in the head: 0, 4 or 8.</param>
    /// <remarks>
    /// Every call in this method throws. So the compiler sees that all words of a record have the same base address, keeps it in a register, and checks only once
    /// that the object is open.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal uint ReadHead(uint offset, uint field)
    {
        // In bounds: every offset in the index was checked at opening, and the memory outlives the read because this object does.
        uint word = Unsafe.ReadUnaligned<uint>(_types + offset + field);
        GC.KeepAlive(this);
        if (_isUnreadable)
        {
            ThrowUnreadable(offset);
        }

        return word;
    }

    /// <summary>Returns a word of the type section, in the machine's byte order.</summary>
    /// <param name="window">The start of 12 bytes that lie inside one record and end with an element. Checked against the section's end.</param>
    /// <param name="field">The word's offset in these bytes: 0, 4 or 8.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal uint ReadWord(uint window, uint field)
    {
        if (window >= _typeLimit)
        {
            ThrowUnreadable(window);
        }

        return ReadHead(window, field);
    }

    /// <summary>Returns the place of a record's field, in bytes from the start of the data.</summary>
    internal long ByteOffsetOf(uint offset) => _header.TypeStart + offset;

    /// <summary>Returns the length of a record in bytes, up to the next record or to the end of the section.</summary>
    internal uint LengthOf(uint typeId, uint offset)
    {
        uint length = Volatile.Read(ref _indexLength);
        ThrowIfDisposed();
        uint next = typeId - _firstTypeId + 1;
        uint end = next < length ? _offsets[next] : _header.TypeLength;
        GC.KeepAlive(this);

        // If another thread has closed the object, the index may already hold zeros.
        Volatile.ReadBarrier();
        ThrowIfDisposed();
        return end - offset;
    }

    internal void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_closed, this);

    /// <summary>
    /// Throws if this object or one of its bases was closed while the caller read it: the data may then have been zeros. Call it after the last read, before
    /// the result is returned or stored.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The object or one of its bases is disposed.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void ThrowIfClosedMeanwhile()
    {
        // Close sets the flag before any read can see a zero. The barrier keeps the processor from checking the flag before the reads.
        Volatile.ReadBarrier();
        if (_closed || _base is not null)
        {
            ThrowIfChainDisposed();
        }
    }

    private void Close()
    {
        // Every thread sees this flag before the changes below, so a reader that meets an emptied field finds the object closed.
        _closed = true;
        Thread.MemoryBarrier();
        _below = null;
        _jumpLimit = 0;
        _typeLimit = 0;
        _isUnreadable = true;
        _stringLimit = 0;
        _shortStringLimit = 0;
        _indexLength = 0;
        _rootLength = 0;
    }

    // Each layer closes its indexes of this object.
    partial void CloseNames();

    partial void CloseReferences();

    partial void CloseAlignments();

    /// <summary>Finds the object of the chain that holds an id (for void, a stand-in), and the record's offset there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryLocate(nuint typeId, out BtfObject owner, out uint offset)
    {
        // As in ReadHead, no call returns. The id is as wide as a pointer, so indexing need not widen it again.
        owner = this;
        if ((uint)typeId - 1 < _rootLength)
        {
            offset = _rootOffsets[typeId];
        }
        else
        {
            uint index = (uint)typeId - _firstTypeId;
            while (index >= owner._indexLength)
            {
                BtfObject? below = (uint)typeId < owner._jumpLimit ? owner._jump : owner._below;
                if (below is null)
                {
                    offset = 0;
                    return false;
                }

                owner = below;
                index = (uint)typeId - owner._firstTypeId;
            }

            // In bounds: the loop ends only if the index has this entry. The index lives as long as its object.
            offset = owner._offsets[index];
        }

        GC.KeepAlive(owner);
        return true;
    }

    private void ThrowIfChainDisposed()
    {
        for (BtfObject? part = this; part is not null; part = part._base)
        {
            part.ThrowIfDisposed();
        }
    }

    [DoesNotReturn]
    private void ThrowUnreadable(uint window)
    {
        ThrowIfDisposed();
        throw new BtfFormatException(new BtfError(BtfErrorCode.RecordTruncated, ByteOffsetOf(window), found: RecordFormat.HeadSize));
    }
}
