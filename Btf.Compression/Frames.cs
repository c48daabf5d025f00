using System.Buffers.Binary;

namespace Btf.Compression;

/// <summary>
/// How long data is that consists of frames as zstd and lz4 have them. Their decoders take what follows a kernel's payload for damage: so they are shown
/// the frames and no more.
/// </summary>
internal static class Frames
{
    private const uint SkippedMagic = 0x184D2A50;
    private const uint SkippedMagicMask = 0xFFFFFFF0;

    /// <summary>The frames that follow each other from where a stream stands.</summary>
    /// <param name="stream">A stream that can seek.</param>
    /// <param name="magic">What a frame starts with.</param>
    /// <param name="skip">Goes past a frame whose magic has been read.</param>
    /// <exception cref="EndOfStreamException">The stream ends inside a frame.</exception>
    public static Stream Of(Stream stream, uint magic, Action<Stream> skip)
    {
        long start = stream.Position;
        long end = start;
        while (Skip(stream, magic, skip))
        {
            if (stream.Position > stream.Length)
            {
                throw new EndOfStreamException("it ends too early");
            }

            end = stream.Position;
        }

        stream.Position = start;
        return new LimitedStream(stream, end - start);
    }

    private static bool Skip(Stream stream, uint magic, Action<Stream> skip)
    {
        Span<byte> field = stackalloc byte[sizeof(uint)];
        if (stream.ReadAtLeast(field, field.Length, throwOnEndOfStream: false) < field.Length)
        {
            return false;
        }

        uint found = BinaryPrimitives.ReadUInt32LittleEndian(field);
        if (found == magic)
        {
            skip(stream);
            return true;
        }

        // Both formats have sixteen kinds of frames with what decoders are not to look at.
        bool isSkipped = (found & SkippedMagicMask) == SkippedMagic;
        if (isSkipped)
        {
            stream.ReadExactly(field);
            stream.Position += BinaryPrimitives.ReadUInt32LittleEndian(field);
        }

        return isSkipped;
    }
}
