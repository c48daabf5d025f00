using System.Buffers.Binary;
using SharpCompress.Compressors.Xz;

namespace Btf.Compression;

/// <summary>Reads the fields of a part of an xz file, and computes the checksum at the end of the part.</summary>
internal sealed class XzFields(Stream stream)
{
    private const uint Seed = uint.MaxValue;
    private const int LongestNumber = 9;
    private uint _checksum = Seed;

    /// <summary>How many bytes were read.</summary>
    public int Length { get; private set; }

    /// <summary>Computes the checksum of bytes.</summary>
    public static uint Checksum(ReadOnlySpan<byte> bytes) => ~Crc32.Update(Seed, bytes);

    /// <summary>Reads bytes.</summary>
    public void Read(Span<byte> destination)
    {
        stream.ReadExactly(destination);
        _checksum = Crc32.Update(_checksum, destination);
        Length += destination.Length;
    }

    /// <summary>Reads one byte.</summary>
    public byte ReadByte()
    {
        byte value = 0;
        Read(new Span<byte>(ref value));
        return value;
    }

    /// <summary>Reads a number with seven bits per byte.</summary>
    public long ReadNumber()
    {
        long number = 0;
        for (int i = 0; i < LongestNumber; i++)
        {
            byte part = ReadByte();
            number |= (long)(part & 0x7F) << (7 * i);
            if ((part & 0x80) == 0)
            {
                return number;
            }
        }

        throw new InvalidDataException("a number in it has no end");
    }

    /// <summary>Reads zeros until the length is a multiple of four.</summary>
    public void SkipPadding()
    {
        while (Length % 4 != 0)
        {
            if (ReadByte() != 0)
            {
                throw new InvalidDataException("its padding is not zero");
            }
        }
    }

    /// <summary>Reads the checksum of the part, and throws if it does not match.</summary>
    public void ExpectChecksum(string what)
    {
        uint expected = ~_checksum;
        Span<byte> field = stackalloc byte[sizeof(uint)];
        stream.ReadExactly(field);
        if (BinaryPrimitives.ReadUInt32LittleEndian(field) != expected)
        {
            throw new InvalidDataException($"{what} is damaged");
        }
    }
}
