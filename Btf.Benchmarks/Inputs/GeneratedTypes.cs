using System.Buffers;
using System.Buffers.Binary;
using Btf.Core;

namespace Btf.Benchmarks;

/// <summary>Collects types record by record, and writes them as raw BTF in this machine's byte order.</summary>
internal sealed class GeneratedTypes
{
    private const int HeaderLength = 24;

    private readonly List<uint> _words = [];
    private readonly ArrayBufferWriter<byte> _strings = new();

    /// <summary>The length of the strings so far, which is the offset of the next string.</summary>
    public uint StringLength => (uint)_strings.WrittenCount;

    /// <summary>Adds bytes to the strings as they are.</summary>
    public void AddStrings(ReadOnlySpan<byte> bytes) => _strings.Write(bytes);

    /// <summary>Adds one string with its zero byte, and returns its offset.</summary>
    public uint AddString(ReadOnlySpan<byte> text, ReadOnlySpan<byte> suffix)
    {
        uint offset = StringLength;
        _strings.Write(text);
        _strings.Write(suffix);
        _strings.Write([(byte)0]);
        return offset;
    }

    /// <summary>Adds a copy of a record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="typeId">Maps each id of the record that is not 0.</param>
    /// <param name="typeName">Maps the record's own name, unless it is 0.</param>
    /// <param name="elementName">Maps the name of each member, value and parameter, unless it is 0.</param>
    public void Add(BtfRecord record, Func<uint, uint> typeId, Func<uint, uint> typeName, Func<uint, uint> elementName)
    {
        ref readonly RecordShape shape = ref RecordShape.Of(record.Kind);
        for (int i = 0; i < record.WordCount; i++)
        {
            uint word = record.GetWord(i);
            RecordField field = word == 0 ? RecordField.Number : shape.FieldAt(i);
            _words.Add(field switch
            {
                RecordField.Id => typeId(word),
                RecordField.Name => i == 0 ? typeName(word) : elementName(word),
                _ => word,
            });
        }
    }

    /// <summary>Returns the header, the types and the strings.</summary>
    public byte[] ToBytes()
    {
        int types = _words.Count * sizeof(uint);
        byte[] data = new byte[HeaderLength + types + _strings.WrittenCount];
        uint[] header = [0x0001_EB9F, HeaderLength, 0, (uint)types, (uint)types, StringLength];
        int at = 0;
        foreach (uint word in header.Concat(_words))
        {
            BinaryPrimitives.WriteUInt32LittleEndian(data.AsSpan(at), word);
            at += sizeof(uint);
        }

        _strings.WrittenSpan.CopyTo(data.AsSpan(at));
        return data;
    }
}
