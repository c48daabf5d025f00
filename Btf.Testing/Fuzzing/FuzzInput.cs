using System.Buffers.Binary;

namespace Btf.Testing;

/// <summary>
/// What a fuzz target is given: data, and the base that it continues where it has one. In a file the two are put together as <c>PAIR</c>, the base's
/// length in four bytes, little-endian, the base, and the data; anything else is data alone.
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

    /// <summary>Takes a file apart: the base, empty where there is none, and the data.</summary>
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
