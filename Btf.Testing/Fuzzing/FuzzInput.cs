using System.Buffers.Binary;

namespace Btf.Testing;

/// <summary>
/// The input of a fuzz target: data, and its base if it has one. A file with both has <c>PAIR</c>, the base's length in four bytes, little-endian, the base,
/// and the data. Any other file is only data.
/// </summary>
public readonly record struct FuzzInput(ReadOnlyMemory<byte> Data, ReadOnlyMemory<byte> Base = default)
{
    private const int PrefixLength = 8;

    private static ReadOnlySpan<byte> Mark => "PAIR"u8;

    public bool HasBase => !Base.IsEmpty;

    public static bool IsPair(ReadOnlySpan<byte> file) => file.Length >= PrefixLength && file.StartsWith(Mark);

    public static byte[] Pair(ReadOnlySpan<byte> baseData, ReadOnlySpan<byte> data)
    {
        byte[] file = new byte[PrefixLength + baseData.Length + data.Length];
        Mark.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(Mark.Length), baseData.Length);
        baseData.CopyTo(file.AsSpan(PrefixLength));
        data.CopyTo(file.AsSpan(PrefixLength + baseData.Length));
        return file;
    }

    /// <summary>Splits a file into the base, which may be empty, and the data.</summary>
    public static (byte[] Base, byte[] Data) Split(ReadOnlySpan<byte> file)
    {
        if (!IsPair(file))
        {
            return ([], file.ToArray());
        }

        ReadOnlySpan<byte> rest = file[PrefixLength..];
        int length = (int)Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(file[Mark.Length..]), (uint)rest.Length);
        return (rest[..length].ToArray(), rest[length..].ToArray());
    }
}
