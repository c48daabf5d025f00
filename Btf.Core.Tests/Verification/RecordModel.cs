using System.Buffers.Binary;

namespace Btf.Core.Tests;

/// <summary>BTF taken apart into records and strings, to be changed and put together again. In this machine's byte order.</summary>
public sealed class RecordModel
{
    public List<uint[]> Records { get; } = [];

    public List<byte> Strings { get; private init; } = [0];

    /// <summary>The header, whose lengths and offsets are reckoned when it is written.</summary>
    public byte[] Header { get; private init; } = new BtfBuilder().Build()[..24];

    public static RecordModel Parse(ReadOnlySpan<byte> data)
    {
        var reader = new BtfTypeReader(data);
        var model = new RecordModel { Strings = [.. reader.Strings.Bytes], Header = data[..24].ToArray() };
        BinaryPrimitives.WriteInt32LittleEndian(model.Header.AsSpan(4), 24);
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
        var clone = new RecordModel { Strings = [.. Strings], Header = [.. Header] };
        clone.Records.AddRange(Records.Select(record => (uint[])[.. record]));
        return clone;
    }

    /// <summary>Adds a string. Returns its offset.</summary>
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
        byte[] data = new byte[Header.Length + types + Strings.Count];
        Header.CopyTo(data, 0);
        BinaryPrimitives.WriteInt32LittleEndian(data.AsSpan(8), 0);
        BinaryPrimitives.WriteInt32LittleEndian(data.AsSpan(12), types);
        BinaryPrimitives.WriteInt32LittleEndian(data.AsSpan(16), types);
        BinaryPrimitives.WriteInt32LittleEndian(data.AsSpan(20), Strings.Count);
        int at = Header.Length;
        foreach (uint[] record in Records)
        {
            foreach (uint word in record)
            {
                BinaryPrimitives.WriteUInt32LittleEndian(data.AsSpan(at), word);
                at += sizeof(uint);
            }
        }

        Strings.CopyTo(data, at);
        return data;
    }
}
