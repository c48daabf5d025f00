using System.Buffers.Binary;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Btf.Core;

/// <summary>
/// One BTF object: the types of a kernel, of a module on top of it, or of a BPF program. It owns the memory that all its views read.
/// </summary>
/// <remarks>
/// <para>
/// <b>Memory.</b> The data stays where it is (mapped, copied once, or borrowed from the caller) and nothing is copied out of it. Opening builds an
/// index of 4 bytes a type; the first look-up by name builds one of at most 8 bytes a named type; both off the managed heap. After that no read allocates.
/// </para>
/// <para>
/// <b>Lifetime.</b> A split object refers to its base, and does not own it. After <see cref="Dispose"/> the object and every view taken from it
/// answer <see cref="ObjectDisposedException"/>; a read that is under way in another thread sees the data or zeros. The memory of the data and of the indexes
/// is given back at once, not by the collector. A span from <see cref="BtfString.Utf8"/> or <see cref="RawData"/> does not keep the object alive.
/// </para>
/// <para>
/// <b>Threads.</b> Any number of threads may read at once. <b>Checks.</b> Opening checks the header and that each record has a known size and lies
/// inside the type section. Ids and string offsets are checked where they are used. Whether the types make sense is not checked.
/// </para>
/// </remarks>
[DebuggerDisplay("{DebuggerText,nq}")]
public sealed unsafe partial class BtfObject : IDisposable
{
    // What a read by id touches, together. The lengths and the limit are 0 once the object is closed.
    // Most reads are of an object without a base: its first id is 1, so that one comparison with a length places the id. Split objects have none here.
    private readonly uint* _rootOffsets;
    private uint _rootLength;
    private readonly uint* _offsets;
    private uint _indexLength;
    private readonly uint _firstTypeId;
    private readonly byte* _types;
    private uint _typeLimit;

    // What a read has to do besides loading. One field, and not volatile: so the compiler loads it once for all words of a record.
    private WordState _words;
    private volatile bool _closed;

    // The object with the ids below this one's: the base, or the stand-in for void. None in the stand-in, and in an object that is closed.
    private BtfObject? _below;

    // Ids below this one are those of the object that is jumped to, or of its bases. 0 where there is none, and once the object is closed.
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

    // 0 until somebody asks, unless the options of opening gave it.
    private int _pointerSize;

    private BtfObject(BtfMemory memory, in BtfHeader header, BtfObject? baseObject, uint* offsets, int count, NameLookup nameLookup)
    {
        _memory = memory;
        _header = header;
        _base = baseObject;
        _offsets = offsets;
        _indexLength = (uint)count;
        _rootLength = baseObject is null ? (uint)count : 0;

        // By id: the first one is 1, and nothing is read below it.
        _rootOffsets = offsets - 1;
        _nameLookup = nameLookup;
        _words = header.IsSwapped ? WordState.Swapped : WordState.Native;
        _firstTypeId = baseObject?.NextTypeId ?? 1;
        _firstStringOffset = baseObject?.NextStringOffset ?? 0;
        _typeCount = count;

        // In bounds: the header was checked against the memory's length, and the limits follow from the sections' lengths.
        _types = memory.Start + header.TypeStart;
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

        _typeLimit = header.TypeLength < RecordFormat.HeadSize ? 0 : header.TypeLength - (RecordFormat.HeadSize - 1);
        _strings = memory.Start + header.StringStart;
        _stringLimit = header.StringLength;
        _shortStringLimit = header.StringLength < BtfStringTable.ShortLength ? 0 : header.StringLength - (BtfStringTable.ShortLength - 1);
        _void = baseObject is null ? new BtfObject(this) : null;
        _below = baseObject ?? _void;
        _depth = baseObject is null ? 0 : baseObject._depth + 1;
        _jump = baseObject?.JumpAbove;
        _jumpLimit = _jump?.NextTypeId ?? 0;
    }

    /// <summary>The stand-in that holds void's record, which is nowhere in the data: 12 zero bytes. It is closed with the object that has it.</summary>
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
    public uint FirstTypeId => Undisposed._firstTypeId;

    /// <summary>One past the id of this object's last type; the first id of an object split from it. What libbpf calls the type count.</summary>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public uint NextTypeId => Undisposed._firstTypeId + (uint)_typeCount;

    /// <summary>
    /// The data of this object itself, byte for byte as the file has it: of an ELF file its <c>.BTF</c> section, of a compressed one the decompressed data.
    /// <b>The span does not keep the object alive</b>: hold a reference to the object while you read it, or copy it.
    /// </summary>
    /// <remarks>
    /// A local variable does not hold an object until the end of its method, only until its last use: <see cref="GC.KeepAlive"/> or <c>using</c> at the end does. After
    /// the object is disposed or collected the span shows zeros or bytes of other objects; on Linux it stays readable. Elsewhere, reading it after the object was
    /// collected can end the process.
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

    /// <summary>Whether <see cref="Dispose"/> was called.</summary>
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

    /// <summary>This object, or the one for whose void this stands in.</summary>
    internal BtfObject Owner => _owner ?? this;

    // In the assembly's own image: it does not move.
    private static ReadOnlySpan<byte> VoidRecord => [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    /// <summary>This object, where it is not disposed.</summary>
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
    /// Gives the memory of the data and of all indexes back. Views of this object answer <see cref="ObjectDisposedException"/> from now on; reads under way
    /// in other threads end safely. The base stays open. A caller's buffer stays pinned until the object is collected.
    /// </summary>
    /// <remarks>Waits for an index that another thread is building.</remarks>
    public void Dispose()
    {
        // An index is built under this lock: so none is published by an object that is closed meanwhile.
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

    /// <summary>Makes <see cref="Dispose"/> dispose the base too. Called before anybody else has the object.</summary>
    internal void OwnBase() => _ownsBase = true;

    /// <summary>A word of a record's head, in the machine's byte order.</summary>
    /// <param name="offset">The record's offset, from the index: opening has seen that a head lies there.</param>
    /// <param name="field">Which of the three words: 0, 4 or 8.</param>
    /// <remarks>
    /// No path through here returns from a call. So the compiler sees that several words of one record have the same address and order, and keeps
    /// both in registers meanwhile.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal uint ReadHead(uint offset, uint field)
    {
        // In bounds: the index holds nothing else, and the memory outlives the read because this object does.
        uint word = Unsafe.ReadUnaligned<uint>(_types + offset + field);
        GC.KeepAlive(this);
        WordState words = _words;
        if (words != WordState.Native)
        {
            if (words == WordState.Closed)
            {
                ThrowUnreadable(offset);
            }

            word = BinaryPrimitives.ReverseEndianness(word);
        }

        return word;
    }

    /// <summary>A word of the type section, in the machine's byte order.</summary>
    /// <param name="window">The start of 12 bytes that lie inside one record and end with an element; checked against the section.</param>
    /// <param name="field">Which of the three words: 0, 4 or 8.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal uint ReadWord(uint window, uint field)
    {
        if (window >= _typeLimit)
        {
            ThrowUnreadable(window);
        }

        return ReadHead(window, field);
    }

    /// <summary>The place of a record's field, in bytes from the start of the data.</summary>
    internal long ByteOffsetOf(uint offset) => _header.TypeStart + offset;

    /// <summary>The length of a record in bytes: up to the next one, or to the end of the section.</summary>
    internal uint LengthOf(uint typeId, uint offset)
    {
        uint length = Volatile.Read(ref _indexLength);
        ThrowIfDisposed();
        uint next = typeId - _firstTypeId + 1;
        uint end = next < length ? _offsets[next] : _header.TypeLength;
        GC.KeepAlive(this);

        // Where the object was closed meanwhile, the index may hold zeros already.
        Volatile.ReadBarrier();
        ThrowIfDisposed();
        return end - offset;
    }

    internal void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_closed, this);

    /// <summary>
    /// Throws where this object or one of its bases was closed while an answer was put together. Asked after the last read and before the answer is given or kept:
    /// what was read may have been zeros.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The object or one of its bases is disposed.</exception>
    internal void ThrowIfClosedMeanwhile()
    {
        // Closing is announced before the first zero can be read. The barrier keeps the processor from asking before it has read.
        Volatile.ReadBarrier();
        ThrowIfChainDisposed();
    }

    private void Close()
    {
        // Before what follows in every thread's eyes: a reader that meets an emptied field finds the object closed.
        _closed = true;
        Thread.MemoryBarrier();
        _below = null;
        _jumpLimit = 0;
        _typeLimit = 0;
        _words = WordState.Closed;
        _stringLimit = 0;
        _shortStringLimit = 0;
        _indexLength = 0;
        _rootLength = 0;
    }

    // Each layer closes what it keeps for this object.
    partial void CloseNames();

    partial void CloseReferences();

    partial void CloseAlignments();

    /// <summary>The object of the chain that holds an id, which for void is a stand-in, and the record's place there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryLocate(nuint typeId, out BtfObject owner, out uint offset)
    {
        // As in ReadHead: no call that returns. As wide as a pointer, so that the id is not widened again to index with it.
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

            // In bounds: the loop ended because the index has such an entry. The index lives as long as its object.
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

    private enum WordState : byte
    {
        Native,
        Swapped,
        Closed,
    }
}
