using System.Buffers.Binary;

namespace Btf.Compression;

/// <summary>
/// Finds the ends of zstd and lz4 frames. Their decoders would report the data after a kernel's payload as damage, so they get only the frames.
/// </summary>
internal static class Frames
{
    private const uint SkippableMagic = 0x184D2A50;
    private const uint SkippableMagicMask = 0xFFFFFFF0;

    /// <summary>Returns whether a magic number belongs to a frame that decoders must skip. Both formats have the same sixteen such numbers.</summary>
    public static bool IsSkippable(uint magic) => (magic & SkippableMagicMask) == SkippableMagic;

    /// <summary>Skips the rest of a skippable frame after its magic number.</summary>
    /// <exception cref="EndOfStreamException">The stream ends inside the frame.</exception>
    public static void Skip(Stream stream)
    {
        Span<byte> length = stackalloc byte[sizeof(uint)];
        stream.ReadExactly(length);
        stream.Position += BinaryPrimitives.ReadUInt32LittleEndian(length);
        CheckEnd(stream);
    }

    /// <summary>Returns one frame, including its magic number, which has just been read.</summary>
    /// <param name="stream">A stream that can seek.</param>
    /// <param name="skip">Skips the rest of a frame after its magic number.</param>
    /// <exception cref="EndOfStreamException">The stream ends inside the frame.</exception>
    public static Stream One(Stream stream, Action<Stream> skip)
    {
        long start = stream.Position - sizeof(uint);
        skip(stream);
        CheckEnd(stream);
        return Part(stream, start, stream.Position);
    }

    /// <summary>Returns the consecutive frames from the stream's position on.</summary>
    /// <param name="stream">A stream that can seek.</param>
    /// <param name="magic">The magic number of a frame.</param>
    /// <param name="skip">Skips the rest of a frame after its magic number.</param>
    /// <exception cref="EndOfStreamException">The stream ends inside a frame.</exception>
    public static Stream All(Stream stream, uint magic, Action<Stream> skip)
    {
        long start = stream.Position;
        long end = start;
        Span<byte> field = stackalloc byte[sizeof(uint)];
        while (stream.ReadAtLeast(field, field.Length, throwOnEndOfStream: false) == field.Length)
        {
            uint found = BinaryPrimitives.ReadUInt32LittleEndian(field);
            if (found == magic)
            {
                skip(stream);
                CheckEnd(stream);
            }
            else if (IsSkippable(found))
            {
                Skip(stream);
            }
            else
            {
                break;
            }

            end = stream.Position;
        }

        return Part(stream, start, end);
    }

    private static LimitedStream Part(Stream stream, long start, long end)
    {
        stream.Position = start;
        return new LimitedStream(stream, end - start);
    }

    private static void CheckEnd(Stream stream)
    {
        if (stream.Position > stream.Length)
        {
            throw new EndOfStreamException("it ends too early");
        }
    }
}
