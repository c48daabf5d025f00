namespace Btf.Core;

/// <summary>One type record, as <see cref="BtfTypeReader"/> walks over it: the head decoded, what follows by word.</summary>
/// <remarks>
/// The words after the head, by kind, as <c>include/uapi/linux/btf.h</c> has them. Once: INT its encoding, ARRAY element type, index type
/// and count, VAR its linkage, DECL_TAG its component index. <see cref="Vlen"/> times: STRUCT and UNION name, type, offset; ENUM name,
/// value; FUNC_PROTO name, type; DATASEC type, offset, size; ENUM64 name, low and high half of the value. Ids and string offsets are
/// not checked. Of a FUNC, <see cref="Vlen"/> is the linkage.
/// </remarks>
public readonly ref struct BtfRecord
{
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly bool _swapped;
    private readonly uint _info;

    internal BtfRecord(ReadOnlySpan<byte> bytes, bool swapped)
    {
        _bytes = bytes;
        _swapped = swapped;
        _info = WordReader.ReadUInt32(bytes, (int)RecordFormat.InfoField, swapped);
    }

    /// <summary>The record as it lies in the data, in the data's byte order.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>The record's kind.</summary>
    public BtfKind Kind => RecordFormat.Kind(_info);

    /// <summary>The number of members, values, parameters or variables; of a FUNC, the linkage.</summary>
    public int Vlen => RecordFormat.Vlen(_info);

    /// <summary>Bit 31 of the info word, whose meaning depends on the kind.</summary>
    public bool KindFlag => RecordFormat.KindFlag(_info);

    /// <summary>The offset of the type's name in the strings; 0 for none.</summary>
    public uint NameOffset => WordReader.ReadUInt32(_bytes, (int)RecordFormat.NameOffsetField, _swapped);

    /// <summary>The third word: a size in bytes or a type id, by kind.</summary>
    public uint SizeOrType => WordReader.ReadUInt32(_bytes, (int)RecordFormat.SizeOrTypeField, _swapped);

    /// <summary>The number of 32-bit words, the three of the head included.</summary>
    public int WordCount => _bytes.Length / sizeof(uint);

    /// <summary>A word of the record, in the machine's byte order.</summary>
    /// <param name="index">0 is the name offset, 1 the info word, 2 <see cref="SizeOrType"/>; what follows depends on the kind.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many words.</exception>
    public uint GetWord(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)WordCount, nameof(index));
        return WordReader.ReadUInt32(_bytes, index * sizeof(uint), _swapped);
    }
}
