using System.Buffers.Binary;

namespace Btf.Compression;

/// <summary>
/// Finds the ends of frames of zstd and lz4. Their decoders take what follows a kernel's payload for damage, so they are shown the frames and no more.
/// </summary>
internal static class Frames
{
    private const uint SkippableMagic = 0x184D2A50;
    private const uint SkippableMagicMask = 0xFFFFFFF0;

    /// <summary>Whether a magic number is that of a frame that decoders must skip. Both formats have the same sixteen.</summary>
    public static bool IsSkippable(uint magic) => (magic & SkippableMagicMask) == SkippableMagic;

    /// <summary>Goes to the end of a skippable frame whose magic number has been read.</summary>
    /// <exception cref="EndOfStreamException">The stream ends inside the frame.</exception>
    public static void Skip(Stream stream)
    {
        Span<byte> length = stackalloc byte[sizeof(uint)];
        stream.ReadExactly(length);
        stream.Position += BinaryPrimitives.ReadUInt32LittleEndian(length);
        CheckEnd(stream);
    }

    /// <summary>Returns the one frame whose magic number has been read, with its magic number.</summary>
    /// <param name="stream">A stream that can seek.</param>
    /// <param name="skip">Goes to the end of a frame whose magic number has been read.</param>
    /// <exception cref="EndOfStreamException">The stream ends inside the frame.</exception>
    public static Stream One(Stream stream, Action<Stream> skip)
    {
        long start = stream.Position - sizeof(uint);
        skip(stream);
        CheckEnd(stream);
        return Part(stream, start, stream.Position);
    }

    /// <summary>Returns the frames that stand end to end from where a stream stands.</summary>
    /// <param name="stream">A stream that can seek.</param>
    /// <param name="magic">What a frame starts with.</param>
    /// <param name="skip">Goes to the end of a frame whose magic number has been read.</param>
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
