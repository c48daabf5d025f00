using System.Buffers.Binary;

namespace Btf.Testing;

/// <summary>Rewrites the sections of valid BTF in another order, with meaningless bytes between them.</summary>
public static class SectionOrder
{
    private const int Header = 32;
    private const byte Filler = 0xA5;

    /// <summary>Every order of the three sections, by their first letters.</summary>
    public static string[] All { get; } = ["tsl", "tls", "stl", "slt", "lts", "lst"];

    /// <param name="btf">BTF with a 32-byte header.</param>
    /// <param name="order">The first letters of type, string and layout, in the order to write them.</param>
    /// <param name="gap">The bytes before each section and after the last.</param>
    public static byte[] Rewrite(ReadOnlySpan<byte> btf, string order, int gap)
    {
        bool bigEndian = RawWalk.IsBigEndian(btf);
        byte[] header = btf[..Header].ToArray();
        EndianWriter body = new(bigEndian);
        foreach (char letter in order)
        {
            int field = letter switch { 't' => 8, 's' => 16, _ => 24 };
            int start = Header + (int)Word(btf, bigEndian, field);
            ReadOnlySpan<byte> section = btf.Slice(start, (int)Word(btf, bigEndian, field + 4));
            Fill(body, gap);
            Span<byte> offset = header.AsSpan(field, 4);
            BinaryPrimitives.WriteUInt32LittleEndian(offset, bigEndian ? BinaryPrimitives.ReverseEndianness(body.Length) : body.Length);
            body.WriteBytes(section);
        }

        Fill(body, gap);
        return [.. header, .. body.ToArray()];
    }

    // To a multiple of 4, where type and layout sections must start.
    private static void Fill(EndianWriter body, int gap)
    {
        for (int i = 0; i < gap || body.Length % 4 != 0; i++)
        {
            body.WriteByte(Filler);
        }
    }

    private static uint Word(ReadOnlySpan<byte> btf, bool bigEndian, int offset) => bigEndian
        ? BinaryPrimitives.ReadUInt32BigEndian(btf[offset..])
        : BinaryPrimitives.ReadUInt32LittleEndian(btf[offset..]);
}
