using Btf.Core.Extensions;

namespace Btf.Testing;

/// <summary>Builds <c>.BTF.ext</c> data with CO-RE records, and adds their names to a <see cref="BtfBuilder"/>.</summary>
public sealed class ExtensionBuilder
{
    private const int HeaderLength = 32;
    private const int BlockHeadLength = 8;
    private readonly BtfBuilder _types;
    private readonly uint _section;
    private readonly List<uint[]> _records = [];

    public ExtensionBuilder(BtfBuilder types, string section = "prog")
    {
        ArgumentNullException.ThrowIfNull(types);
        _types = types;
        _section = types.AddString(section);
    }

    /// <summary>Adds a CO-RE record.</summary>
    public ExtensionBuilder Relocation(BtfCoreRelocationKind kind, uint type, string access, uint instruction = 0)
    {
        _records.Add([instruction, type, _types.AddString(access), (uint)kind]);
        return this;
    }

    public byte[] Build()
    {
        const int recordLength = 16;
        uint length = (uint)(sizeof(uint) + BlockHeadLength + (_records.Count * recordLength));
        var writer = new EndianWriter(_types.ByteOrder == BtfByteOrder.BigEndian);
        writer.WriteUInt16(0xEB9F);
        writer.WriteByte(1);
        writer.WriteByte(0);
        writer.WriteUInt32(HeaderLength);
        foreach (uint word in (uint[])[0, 0, 0, 0, 0, length, recordLength, _section, (uint)_records.Count])
        {
            writer.WriteUInt32(word);
        }

        foreach (uint word in _records.SelectMany(record => record))
        {
            writer.WriteUInt32(word);
        }

        return writer.ToArray();
    }
}
