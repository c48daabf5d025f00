using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Btf.Testing;

/// <summary>Rewrites valid BTF in the other byte order. Strings, and bytes that belong to no section, do not change.</summary>
public static class ByteSwapper
{
    private const int LayoutHeader = 32;

    public static byte[] Swap(ReadOnlySpan<byte> btf)
    {
        byte[] result = btf.ToArray();
        bool bigEndian = RawWalk.IsBigEndian(btf);
        int headerLength = (int)Field(btf, bigEndian, 4);
        SwapHalves(result.AsSpan(0, 2));
        SwapWords(result.AsSpan(4, Math.Min(headerLength, LayoutHeader) - 4));
        SwapWords(Section(result, headerLength, Field(btf, bigEndian, 8), Field(btf, bigEndian, 12)));
        if (headerLength >= LayoutHeader)
        {
            Span<byte> layout = Section(result, headerLength, Field(btf, bigEndian, 24), Field(btf, bigEndian, 28));
            for (int entry = 0; entry + 4 <= layout.Length; entry += 4)
            {
                SwapHalves(layout.Slice(entry + 2, 2));
            }
        }

        return result;
    }

    private static Span<byte> Section(byte[] btf, int headerLength, uint offset, uint length) =>
        btf.AsSpan(headerLength + (int)offset, (int)length);

    private static uint Field(ReadOnlySpan<byte> btf, bool bigEndian, int offset) => bigEndian
        ? BinaryPrimitives.ReadUInt32BigEndian(btf[offset..])
        : BinaryPrimitives.ReadUInt32LittleEndian(btf[offset..]);

    private static void SwapWords(Span<byte> bytes)
    {
        Span<uint> words = MemoryMarshal.Cast<byte, uint>(bytes);
        BinaryPrimitives.ReverseEndianness(words, words);
    }

    private static void SwapHalves(Span<byte> bytes) => bytes.Reverse();
}
