using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Btf.Core;

/// <summary>
/// Reads the records of an object's own types by id, and names, without asking at each word whether the object is open: for loops over millions of ids.
/// Everything else is easier with <see cref="BtfType"/>.
/// </summary>
/// <remarks>
/// A reader of the base reads the base's records. Names are those of the whole chain, as the records refer to them.
/// <see cref="BtfObject.GetReader"/> throws <see cref="ObjectDisposedException"/> where the object is disposed. <b>The reader and its records do not notice that
/// it is disposed later</b>: they show zeros then, or what the caller's buffer holds. <b>Records and names do not keep the object alive</b>: hold a reference to
/// it, by <c>using</c> or <see cref="GC.KeepAlive"/>. See <see cref="BtfString.Utf8"/> about what they show afterwards.
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
    private readonly uint _firstTypeId;
    private readonly uint _count;
    private readonly uint _typeLength;
    private readonly uint _firstStringOffset;
    private readonly uint _stringLength;
    private readonly bool _swapped;

    internal BtfRecordReader(BtfObject btf, uint* offsets, byte* types, byte* strings)
    {
        BtfHeader header = btf.Header;
        _object = btf;
        _offsets = offsets;
        _types = types;
        _strings = strings;
        _layout = btf.LayoutSection;
        _firstTypeId = btf.FirstTypeId;
        _count = (uint)btf.TypeCount;
        _typeLength = header.TypeLength;
        _firstStringOffset = btf.FirstStringOffset;
        _stringLength = header.StringLength;
        _swapped = header.IsSwapped;
    }

    /// <summary>Returns the record of one of the object's own types.</summary>
    /// <param name="typeId">The id.</param>
    /// <exception cref="ArgumentOutOfRangeException">The object itself has no such type: it is void, a base's, or does not exist.</exception>
    public BtfRecord this[uint typeId]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            uint index = typeId - _firstTypeId;
            if (index >= _count)
            {
                ThrowNoSuchType(_firstTypeId, _count, typeId);
            }

            return Read(index);
        }
    }

    /// <summary>Finds the record of one of the object's own types.</summary>
    /// <param name="typeId">The id.</param>
    /// <param name="record">The record.</param>
    /// <returns>Whether the object itself has such a type: false for void and for the types of its bases.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryGetRecord(uint typeId, out BtfRecord record)
    {
        uint index = typeId - _firstTypeId;
        bool found = index < _count;
        record = found ? Read(index) : default;
        return found;
    }

    /// <summary>Returns the name at a string offset of the object or of one of its bases, without the terminator.</summary>
    /// <param name="offset">The offset, as records hold it; 0 for no name.</param>
    /// <returns>The bytes where they lie. They need not be valid UTF-8.</returns>
    /// <exception cref="BtfFormatException">The offset is past the end of the strings.</exception>
    /// <exception cref="ObjectDisposedException">The string is of a base that is disposed.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> GetName(uint offset)
    {
        uint start = offset - _firstStringOffset;
        if (start >= _stringLength)
        {
            return NameOfBase(_object, offset);
        }

        // In bounds: the length stays within what the section has left.
        byte* text = _strings + start;
        int length = BtfStringTable.LengthOf(ref *text, (int)(_stringLength - start));
        GC.KeepAlive(_object);
        return new ReadOnlySpan<byte>(text, length);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ReadOnlySpan<byte> NameOfBase(BtfObject btf, uint offset) => btf.ReadString(offset, BtfObject.NoPlace);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private BtfRecord Read(uint index)
    {
        // In bounds: the index has an offset for each type, and opening has seen that a record lies there.
        uint offset = _offsets[index];
        var record = new BtfRecord(in _types[offset], (int)(_typeLength - offset), _layout, _swapped);
        GC.KeepAlive(_object);
        return record;
    }

    // Static, because a method of the reader would need it in memory, and not in registers.
    [DoesNotReturn]
    private static void ThrowNoSuchType(uint first, uint count, uint typeId) =>
        throw new ArgumentOutOfRangeException(nameof(typeId), typeId, $"The object itself has no such type; its ids go from {first} to {first + count - 1}.");
}
