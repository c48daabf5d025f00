using System.Runtime.CompilerServices;

namespace Btf.Core;

public sealed unsafe partial class BtfObject
{
    /// <summary>This object's own data. The caller keeps the object alive and open while it reads; a caller who cannot uses <see cref="RawData"/>.</summary>
    internal ReadOnlySpan<byte> Data => Undisposed._memory.Span;

    /// <summary>This object's own type section, in the data's byte order. The caller keeps the object alive and open while it reads.</summary>
    // In bounds: the header was checked against the memory's length.
    internal ReadOnlySpan<byte> TypeSection => Undisposed._header.Types(_memory.Span);

    /// <summary>This object's own type section as words in the machine's byte order. The caller keeps the object alive and open while it reads.</summary>
    // In bounds: the words are those of the section. Every record consists of whole words.
    internal ReadOnlySpan<uint> TypeWords => new(Undisposed._types, (int)(_header.TypeLength / sizeof(uint)));

    /// <summary>The start of each of this object's own records in <see cref="TypeSection"/>, in bytes, ids ascending.</summary>
    // In bounds: the index has one offset for each type of the object.
    internal ReadOnlySpan<uint> RecordOffsets => new(Undisposed._offsets, _typeCount);

    /// <summary>
    /// This object's own records and strings, for building indexes; in a closed object they are empty. The caller keeps the object alive while it reads, and open
    /// if it must not see zeros.
    /// </summary>
    internal RecordTable RecordTable =>
        new(_types, _offsets, (int)_indexLength, _firstTypeId, _strings, _stringLimit, _firstStringOffset);

    /// <summary>The layout section of this object, or of the nearest base that has one. The caller keeps the object alive while it reads.</summary>
    internal ReadOnlySpan<byte> LayoutSection => new(_layout, _layoutLength);

    /// <summary>Searches this object's own types from an id on, and returns the id of the first one of some kinds; 0 if it finds none.</summary>
    /// <param name="id">An id of this object; the next id after the last one is allowed.</param>
    /// <param name="kinds">The kinds.</param>
    /// <remarks>The caller keeps the object alive. In a closed object all types look like void.</remarks>
    internal uint FindOfKinds(uint id, BtfKinds kinds)
    {
        int place = RecordTable.FindKind((int)(id - FirstTypeId), kinds);
        return place < 0 ? 0 : FirstTypeId + (uint)place;
    }

    /// <summary>
    /// Finds the first member of a structure or union, at or after an index, whose name is the given one, is empty, or cannot be compared here: its string is not
    /// among this object's own, or lies at their end.
    /// </summary>
    /// <param name="record">The record's offset.</param>
    /// <param name="index">The first member to look at.</param>
    /// <param name="count">The number of members of the record; the result if there is no such member.</param>
    /// <param name="name">The name.</param>
    /// <returns>The member's index, or the complement of it if the member certainly has the name.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal int FindMember(uint record, int index, int count, ReadOnlySpan<byte> name)
    {
        // In bounds: at each place before the limit, 12 bytes of the section follow, and at each string before its limit, 32 bytes. In a closed object both limits
        // are 0, so the first member is returned, and whoever reads it gets the error.
        nuint first = record + RecordFormat.HeadSize;
        nuint at = first + ((nuint)(uint)index * RecordFormat.MemberSize);
        nuint end = nuint.Min(first + ((nuint)(uint)count * RecordFormat.MemberSize), _typeLimit);
        byte* types = _types;
        byte* strings = _strings;
        uint firstString = _firstStringOffset;
        uint limit = name.Length < BtfStringTable.ShortLength ? _shortStringLimit : 0;
        var begin = new NameStart(name);
        for (; at < end; at += RecordFormat.MemberSize)
        {
            uint start = Unsafe.ReadUnaligned<uint>(types + at) - firstString;
            if (start >= limit)
            {
                break;
            }

            ulong text = NameStart.Read(ref strings[start]);
            if ((byte)text == 0)
            {
                break;
            }

            if (begin.MayBe(text) && BtfStringTable.IsShort(ref strings[start], name))
            {
                GC.KeepAlive(this);
                return ~(int)((at - first) / RecordFormat.MemberSize);
            }
        }

        GC.KeepAlive(this);
        return (int)((at - first) / RecordFormat.MemberSize);
    }

    /// <summary>
    /// Returns a reader of this object's own records by id, for loops over millions of ids. The reader does not check at each word that the object is open.
    /// <b>It does not notice that the object is disposed, and its records do not keep the object alive.</b>
    /// </summary>
    /// <exception cref="ObjectDisposedException">The object or one of its bases is disposed.</exception>
    public BtfRecordReader GetReader()
    {
        ThrowIfChainDisposed();
        Expose();
        return new BtfRecordReader(this, RecordTable);
    }

    /// <summary>Makes an object of data that the library wrote to its own memory. The object takes over the memory.</summary>
    /// <param name="memory">The data.</param>
    /// <param name="baseObject">The object that the data was made for; null if it stands alone.</param>
    /// <param name="written">The offsets of the records, if they are known; otherwise they are found.</param>
    /// <exception cref="BtfFormatException">The data is not valid.</exception>
    internal static BtfObject CreateOwned(BtfMemory memory, BtfObject? baseObject, WrittenOffsets written = default)
    {
        BtfError error = Index(memory, baseObject, null, out BtfObject? result, written);
        if (result is null)
        {
            error.Throw();
        }

        return result;
    }
}
