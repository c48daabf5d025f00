using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Btf.Core;

/// <summary>
/// Reads an object's own records by id, and names, without a check at each word that the object is open: for loops over millions of ids. For all other work
/// <see cref="BtfType"/> is easier.
/// </summary>
/// <remarks>
/// A reader of the base reads the base's records. Names come from the whole chain, because records refer to it. <see cref="BtfObject.GetReader"/> throws
/// <see cref="ObjectDisposedException"/> if the object is disposed. <b>The reader and its records do not notice a later Dispose</b>: they then show zeros, or
/// the content of the caller's buffer. <b>Records and names do not keep the object alive</b>: hold a reference to it, by <c>using</c> or
/// <see cref="GC.KeepAlive"/>. <see cref="BtfString.Utf8"/> says what they show afterwards.
/// </remarks>
/// <example>
/// <code>
/// BtfRecordReader reader = kernel.GetReader();
/// foreach (uint id in ids)
/// {
///     BtfRecord record = reader[id];
///     ReadOnlySpan&lt;byte&gt; name = reader.GetName(record.NameOffset);
/// }
/// </code>
/// </example>
public readonly unsafe ref struct BtfRecordReader
{
    private readonly BtfObject _object;
    private readonly uint* _offsets;
    private readonly byte* _types;
    private readonly byte* _strings;
    private readonly ReadOnlySpan<byte> _layout;
    private readonly nuint _firstTypeId;
    private readonly nuint _count;
    private readonly uint _typeLength;
    private readonly uint _firstStringOffset;
    private readonly uint _shortNameLimit;

    internal BtfRecordReader(BtfObject btf, scoped in RecordTable records)
    {
        _object = btf;
        _offsets = records.Offsets;
        _types = records.Types;
        _strings = records.Strings;
        _layout = btf.LayoutSection;
        _firstTypeId = records.FirstTypeId;
        _count = (uint)records.Count;
        _typeLength = btf.Header.TypeLength;
        _firstStringOffset = records.FirstStringOffset;
        _shortNameLimit = BtfStringTable.ShortLimitOf(records.StringLength);
    }

    /// <summary>Returns the record of one of the object's own types.</summary>
    /// <param name="typeId">The id.</param>
    /// <exception cref="ArgumentOutOfRangeException">No type of the object itself has this id: it is void's, a base's, or does not exist.</exception>
    public BtfRecord this[uint typeId]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            // As wide as a pointer, so that indexing need not widen it.
            nuint index = typeId - _firstTypeId;
            if (index >= _count)
            {
                ThrowNoSuchType(_firstTypeId, _count, index + _firstTypeId);
            }

            return Read(index);
        }
    }

    /// <summary>Finds the record of one of the object's own types.</summary>
    /// <param name="typeId">The id.</param>
    /// <param name="record">The record. If the object has no such type, this is the default value, which cannot be read.</param>
    /// <returns>Whether the object itself has such a type; false for void and for types of its bases.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryGetRecord(uint typeId, out BtfRecord record)
    {
        nuint index = typeId - _firstTypeId;
        bool found = index < _count;
        record = found ? Read(index) : default;
        return found;
    }

    /// <summary>Returns the name at a string offset of the object or of one of its bases, without the terminator.</summary>
    /// <param name="offset">The offset, as in a record; 0 for no name.</param>
    /// <returns>The bytes in the object's memory. They need not be valid UTF-8.</returns>
    /// <exception cref="BtfFormatException">The offset is past the end of the strings.</exception>
    /// <exception cref="ObjectDisposedException">The string belongs to a base that is disposed.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> GetName(uint offset)
    {
        uint start = offset - _firstStringOffset;
        if (start < _shortNameLimit)
        {
            // In bounds: the limit leaves at least this many bytes after the start.
            ref byte text = ref _strings[start];
            int length = BtfStringTable.ShortLengthOf(ref text);
            if (length < BtfStringTable.ShortLength)
            {
                GC.KeepAlive(_object);
                return MemoryMarshal.CreateReadOnlySpan(ref text, length);
            }
        }

        return OtherName(_object, offset);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ReadOnlySpan<byte> OtherName(BtfObject btf, uint offset) => btf.ReadStringLate(offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private BtfRecord Read(nuint index)
    {
        // In bounds: the index has an offset for each type, and opening has checked that a record lies there.
        uint offset = _offsets[index];
        GC.KeepAlive(_object);
        return new BtfRecord(in *_types, offset, _typeLength, _layout, swapped: false);
    }

    // Static, because a call on the reader itself would move it from registers to memory.
    [DoesNotReturn]
    private static void ThrowNoSuchType(nuint first, nuint count, nuint typeId) =>
        throw new ArgumentOutOfRangeException(nameof(typeId), (uint)typeId, $"The object itself has no such type; its ids go from {first} to {first + count - 1}.");
}
