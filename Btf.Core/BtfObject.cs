using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Btf.Core;

/// <summary>
/// One BTF object: the types of a kernel, of a module on top of it, or of a BPF program. It owns the memory that all its views read.
/// </summary>
/// <remarks>
/// <para>
/// <b>Memory.</b> The data stays where it is (mapped, copied once, or borrowed from the caller) and nothing is copied out of it. Opening builds an
/// index of 4 bytes a type on the managed heap; the first look-up by name builds another of at most 8 bytes a named type. After that no read allocates.
/// </para>
/// <para>
/// <b>Lifetime.</b> A split object refers to its base, and does not own it. After <see cref="Dispose"/> the object and every view taken from it
/// answer <see cref="ObjectDisposedException"/>; a read that is under way in another thread sees zeros. A span from <see cref="BtfString.Utf8"/>
/// points into the data and is valid as long as this object is neither disposed nor collected.
/// </para>
/// <para>
/// <b>Threads.</b> Any number of threads may read at once. <b>Checks.</b> Opening checks the header and that each record has a known size and lies
/// inside the type section. Ids and string offsets are checked where they are used. Whether the types make sense is not checked.
/// </para>
/// </remarks>
[DebuggerDisplay("{DebuggerText,nq}")]
public sealed unsafe partial class BtfObject : IDisposable
{
    // What a read by id touches, together. In an object that is closed, or whose byte order is not the machine's, _nativeLimit is 0:
    // then every word is read by the slow path, so that one comparison answers three questions.
    private uint[] _offsets;
    private readonly byte* _types;
    private uint _nativeLimit;
    private readonly uint _firstIndexId;

    private readonly byte* _strings;
    private uint _stringLimit;
    private readonly uint _firstStringOffset;

    private readonly BtfObject? _base;
    private readonly BtfMemory _memory;
    private readonly BtfHeader _header;
    private readonly int _typeCount;
    private int _pointerSize;
    private volatile bool _closed;

    private BtfObject(BtfMemory memory, in BtfHeader header, BtfObject? baseObject, uint[] offsets)
    {
        _memory = memory;
        _header = header;
        _base = baseObject;
        _offsets = offsets;
        _firstIndexId = baseObject?.NextTypeId ?? 0;
        _firstStringOffset = baseObject?.NextStringOffset ?? 0;
        _typeCount = baseObject is null ? offsets.Length - 1 : offsets.Length;

        // In bounds: the header was checked against the memory's length, and the limits below are the sections' lengths.
        _types = memory.Start + header.TypeStart;
        _strings = memory.Start + header.StringStart;
        _nativeLimit = header.IsSwapped ? 0 : WordLimit;
        _stringLimit = header.StringLength;
    }

    /// <summary>The object that this one continues; null for one that stands alone.</summary>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public BtfObject? Base => Undisposed._base;

    /// <summary>The header, as it was read.</summary>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public BtfHeader Header => Undisposed._header;

    /// <summary>The byte order of the data.</summary>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public BtfByteOrder ByteOrder => Undisposed._header.ByteOrder;

    /// <summary>The number of types that this object itself holds: without those of its base, and without void.</summary>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public int TypeCount => Undisposed._typeCount;

    /// <summary>The id of this object's first type: 1, or one past the last id of the base.</summary>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public uint FirstTypeId => Undisposed._base is null ? 1 : _firstIndexId;

    /// <summary>One past the id of this object's last type; the first id of an object split from it. What libbpf calls the type count.</summary>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public uint NextTypeId => FirstTypeId + (uint)_typeCount;

    /// <summary>Whether <see cref="Dispose"/> was called.</summary>
    public bool IsDisposed => _closed;

    /// <summary>This object's own types, ids ascending. Void is none of them.</summary>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public BtfTypeList Types => new(this, FirstTypeId, NextTypeId);

    /// <summary>The types of the whole chain of bases and of this object, ids ascending from 1.</summary>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public BtfTypeList AllTypes => new(this, 1, NextTypeId);

    /// <summary>
    /// The size of a pointer in bytes on the machine that the data describes: 4 or 8, and 0 where the data does not tell. As libbpf does, it is
    /// taken from the base if that knows it, else it is the size of the first <c>long</c> or <c>unsigned long</c>. Can be set, to 4 or 8.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value set is neither 4 nor 8.</exception>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public int PointerSize
    {
        get
        {
            ThrowIfDisposed();
            if (_pointerSize == 0)
            {
                _pointerSize = PointerSizeInference.Infer(this);
            }

            return _pointerSize;
        }

        set
        {
            if (value is not (4 or 8))
            {
                throw new ArgumentOutOfRangeException(nameof(value), value, "A pointer has 4 or 8 bytes.");
            }

            ThrowIfDisposed();
            _pointerSize = value;
        }
    }

    internal uint NextStringOffset => _firstStringOffset + _header.StringLength;

    /// <summary>This object, where it is not disposed.</summary>
    private BtfObject Undisposed
    {
        get
        {
            ThrowIfDisposed();
            return this;
        }
    }

    /// <summary>How far words can start in the type section.</summary>
    private uint WordLimit => _header.TypeLength < sizeof(uint) ? 0 : _header.TypeLength - (sizeof(uint) - 1);

    private string DebuggerText => _closed ? "BTF, disposed" : $"BTF, types [{FirstTypeId}..{NextTypeId})";

    /// <summary>The type with an id, of this object or of one of its bases. Id 0 is void.</summary>
    /// <param name="typeId">The id.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such type.</exception>
    /// <exception cref="ObjectDisposedException">The object, or the base that holds the type, is disposed.</exception>
    public BtfType this[uint typeId]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            uint[] offsets = _offsets;
            uint index = typeId - _firstIndexId;
            return index < (uint)offsets.Length ? new BtfType(this, typeId, offsets[index]) : GetTypeOfBase(typeId);
        }
    }

    /// <summary>The type with an id, of this object or of one of its bases. Id 0 is void.</summary>
    /// <param name="typeId">The id.</param>
    /// <param name="type">The type.</param>
    /// <returns>Whether there is such a type.</returns>
    /// <exception cref="ObjectDisposedException">The object, or the base that holds the type, is disposed.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryGetType(uint typeId, out BtfType type)
    {
        uint[] offsets = _offsets;
        uint index = typeId - _firstIndexId;
        if (index < (uint)offsets.Length)
        {
            type = new BtfType(this, typeId, offsets[index]);
            return true;
        }

        return TryGetTypeOfBase(typeId, out type);
    }

    /// <summary>
    /// Gives the memory back. Views of this object answer <see cref="ObjectDisposedException"/> from now on; reads under way in other threads
    /// end safely. The base stays open. A caller's buffer stays pinned until the object is collected.
    /// </summary>
    public void Dispose()
    {
        if (_closed)
        {
            return;
        }

        // Before what follows in every thread's eyes: a reader that meets an emptied field finds the object closed.
        _closed = true;
        Thread.MemoryBarrier();
        _nativeLimit = 0;
        _stringLimit = 0;
        _offsets = [];
        _nameIndex = null;
        _memory.Close();
    }

    /// <summary>A word of the type section, in the machine's byte order; 0 for one of void's.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal uint ReadWord(uint offset)
    {
        if (offset < _nativeLimit)
        {
            // In bounds: the limit leaves room for a word. The memory outlives this read because the object does.
            uint word = Unsafe.ReadUnaligned<uint>(_types + offset);
            GC.KeepAlive(this);
            return word;
        }

        return ReadWordSlow(offset);
    }

    /// <summary>The bytes of the string at an offset that is valid in this object's chain.</summary>
    /// <exception cref="BtfFormatException">There is no such offset.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ReadOnlySpan<byte> ReadString(uint offset)
    {
        uint limit = _stringLimit;
        uint start = offset - _firstStringOffset;
        if (start < limit)
        {
            // In bounds: the length stays within what the limit leaves.
            byte* text = _strings + start;
            return new ReadOnlySpan<byte>(text, BtfStringTable.LengthOf(ref *text, (int)(limit - start)));
        }

        return ReadStringOfBase(offset);
    }

    /// <summary>The bytes of the string at an offset, where it is valid in this object's chain.</summary>
    internal bool TryReadString(uint offset, out ReadOnlySpan<byte> utf8)
    {
        BtfObject owner = this;
        while (true)
        {
            uint limit = Volatile.Read(ref owner._stringLimit);
            uint start = offset - owner._firstStringOffset;

            // Asked after the limit was read: else the limit could be that of an object closed in between.
            owner.ThrowIfDisposed();
            if (start < limit)
            {
                byte* text = owner._strings + start;
                utf8 = new ReadOnlySpan<byte>(text, BtfStringTable.LengthOf(ref *text, (int)(limit - start)));
                return true;
            }

            if (owner._base is null || offset >= owner._firstStringOffset)
            {
                // Offset 0 is "no name" even where a hostile header left no string to point at.
                utf8 = default;
                return offset == 0;
            }

            owner = owner._base;
        }
    }

    /// <summary>The object of the chain that holds a type id; null where there is none.</summary>
    internal BtfObject? OwnerOf(uint typeId)
    {
        BtfObject? owner = this;
        while (owner is not null && typeId < owner._firstIndexId)
        {
            owner = owner._base;
        }

        return owner is not null && typeId < owner.NextTypeId ? owner : null;
    }

    /// <summary>The place of a record's field, in bytes from the start of the data.</summary>
    internal long ByteOffsetOf(uint offset) => offset >= OffsetIndex.Void ? -1 : _header.TypeStart + offset;

    /// <summary>The length of a record in bytes: up to the next one, or to the end of the section.</summary>
    internal uint LengthOf(uint typeId, uint offset)
    {
        uint[] offsets = Volatile.Read(ref _offsets);
        ThrowIfDisposed();
        uint next = typeId - _firstIndexId + 1;
        return offset == OffsetIndex.Void ? 0 : (next < (uint)offsets.Length ? offsets[next] : _header.TypeLength) - offset;
    }

    internal void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_closed, this);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private uint ReadWordSlow(uint offset)
    {
        ThrowIfDisposed();
        if (offset >= OffsetIndex.Void)
        {
            return 0;
        }

        if (offset >= WordLimit)
        {
            ThrowOutsideTypes(offset);
        }

        ref byte source = ref *(_types + offset);
        uint word = _header.IsSwapped ? SwappedWords.Read(ref source) : NativeWords.Read(ref source);
        GC.KeepAlive(this);
        return word;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ReadOnlySpan<byte> ReadStringOfBase(uint offset)
    {
        if (!TryReadString(offset, out ReadOnlySpan<byte> utf8))
        {
            NameOffsetError(offset).Throw();
        }

        return utf8;
    }

    private BtfError NameOffsetError(uint offset) => new(
        BtfErrorCode.NameOffsetOutOfRange, found: offset, bound: NextStringOffset, text: _base is null ? null : "; is this the base that the object was made for?");

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryGetTypeOfBase(uint typeId, out BtfType type)
    {
        ThrowIfDisposed();
        BtfObject? owner = OwnerOf(typeId);
        if (owner is null)
        {
            type = default;
            return false;
        }

        uint[] offsets = owner._offsets;
        uint index = typeId - owner._firstIndexId;
        if (index >= (uint)offsets.Length)
        {
            // Closed between two reads, or before: its index is gone.
            ObjectDisposedException.ThrowIf(true, owner);
        }

        type = new BtfType(owner, typeId, offsets[index]);
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private BtfType GetTypeOfBase(uint typeId)
    {
        if (!TryGetTypeOfBase(typeId, out BtfType type))
        {
            throw new ArgumentOutOfRangeException(nameof(typeId), typeId, $"There is no such type; the ids go from 0 to {NextTypeId - 1}.");
        }

        return type;
    }

    [DoesNotReturn]
    private void ThrowOutsideTypes(uint offset) =>
        new BtfError(BtfErrorCode.RecordTruncated, ByteOffsetOf(offset), found: sizeof(uint), bound: 0).Throw();
}
