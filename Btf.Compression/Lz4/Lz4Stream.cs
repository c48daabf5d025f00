using System.Buffers.Binary;
using Btf.Core;
using K4os.Compression.LZ4.Streams;

namespace Btf.Compression;

/// <summary>Reads the frames of an lz4 file: current, legacy and skippable ones in any order, like the program <c>lz4</c>.</summary>
internal sealed class Lz4Stream(Stream compressed) : MembersStream(compressed)
{
    private const uint CurrentFrame = 0x184D2204;
    private const uint LegacyFrame = 0x184C2102;

    public static ReadOnlySpan<byte> CurrentMagic => [0x04, 0x22, 0x4D, 0x18];

    public static ReadOnlySpan<byte> LegacyMagic => [0x02, 0x21, 0x4C, 0x18];

    protected override Stream? OpenNext(Stream compressed)
    {
        Span<byte> field = stackalloc byte[sizeof(uint)];
        while (compressed.ReadAtLeast(field, field.Length, throwOnEndOfStream: false) == field.Length)
        {
            uint magic = BinaryPrimitives.ReadUInt32LittleEndian(field);
            switch (magic)
            {
                case CurrentFrame:
                    return LZ4Stream.Decode(Frames.One(compressed, Lz4Frame.Skip));
                case LegacyFrame:
                    return new Lz4LegacyStream(compressed);
                case var _ when Frames.IsSkippable(magic):
                    Frames.Skip(compressed);
                    break;
                default:
                    return null;
            }
        }

        return null;
    }
}
