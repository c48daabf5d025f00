using System.Buffers.Binary;

namespace Btf.Testing;

/// <summary>A growing byte buffer that writes words in a given byte order.</summary>
public sealed class EndianWriter(bool bigEndian)
{
    private readonly List<byte> _bytes = [];

    public uint Length => (uint)_bytes.Count;

    public void WriteByte(byte value) => _bytes.Add(value);

    public void WriteBytes(ReadOnlySpan<byte> value) => _bytes.AddRange(value);

    public void WriteUInt16(ushort value)
    {
        Span<byte> word = stackalloc byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16LittleEndian(word, bigEndian ? BinaryPrimitives.ReverseEndianness(value) : value);
        WriteBytes(word);
    }

    public void WriteUInt32(uint value)
    {
        Span<byte> word = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(word, bigEndian ? BinaryPrimitives.ReverseEndianness(value) : value);
        WriteBytes(word);
    }

    public byte[] ToArray() => [.. _bytes];
}
