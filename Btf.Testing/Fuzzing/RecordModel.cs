using System.Buffers.Binary;

namespace Btf.Testing;

/// <summary>BTF split into records and strings, which can be changed and joined again in the original byte order.</summary>
public sealed class RecordModel
{
    public List<uint[]> Records { get; } = [];

    public List<byte> Strings { get; private init; } = [0];

    /// <summary>The layout section; empty for none. It is written between types and strings.</summary>
    public byte[] Layout { get; private init; } = [];

    public bool BigEndian { get; private init; }

    public static RecordModel Parse(ReadOnlySpan<byte> data)
    {
        var reader = new BtfTypeReader(data);
        byte[] layout = reader.Header.Layout(data).ToArray();
        bool bigEndian = reader.Header.ByteOrder == BtfByteOrder.BigEndian;
        var model = new RecordModel { Strings = [.. reader.Strings.Bytes], Layout = layout, BigEndian = bigEndian };
        while (reader.Read())
        {
            BtfRecord record = reader.Current;
            uint[] words = new uint[record.WordCount];
            for (int i = 0; i < words.Length; i++)
            {
                words[i] = record.GetWord(i);
            }

            model.Records.Add(words);
        }

        return model;
    }

    public RecordModel Clone()
    {
        var clone = new RecordModel { Strings = [.. Strings], Layout = [.. Layout], BigEndian = BigEndian };
        clone.Records.AddRange(Records.Select(record => (uint[])[.. record]));
        return clone;
    }

    /// <summary>Adds a string and returns its offset.</summary>
    public uint AddString(ReadOnlySpan<byte> text)
    {
        uint offset = (uint)Strings.Count;
        Strings.AddRange(text);
        Strings.Add(0);
        return offset;
    }

    public byte[] Build()
    {
        int types = Records.Sum(record => record.Length) * sizeof(uint);
        int header = Layout.Length == 0 ? BtfHeader.MinimumLength : BtfHeader.KnownLength;
        byte[] data = new byte[header + types + Layout.Length + Strings.Count];
        int at = ObjectForm.WriteHeader(data.AsSpan(0, header), (uint)types, (uint)Layout.Length, (uint)Strings.Count, BigEndian);
        foreach (uint[] record in Records)
        {
            foreach (uint word in record)
            {
                Write(data, at, word);
                at += sizeof(uint);
            }
        }

        Layout.CopyTo(data, at);
        Strings.CopyTo(data, at + Layout.Length);
        return data;
    }

    private void Write(byte[] data, int at, uint word) =>
        BinaryPrimitives.WriteUInt32LittleEndian(data.AsSpan(at), BigEndian ? BinaryPrimitives.ReverseEndianness(word) : word);
}
