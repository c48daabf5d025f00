namespace Btf.Core;

/// <summary>Bytes that were decompressed or read from a stream. They are freed with the source; parts that outlive it are copied.</summary>
internal sealed class BufferSource(GrowingBuffer buffer) : ByteSource
{
    public override long Length => buffer.Length;

    /// <summary>Reads a stream to its end.</summary>
    /// <exception cref="IOException">The stream cannot be read, or has more bytes than fit in memory.</exception>
    public static BufferSource ReadAll(Stream stream)
    {
        var buffer = new GrowingBuffer();
        try
        {
            int count;
            while ((count = stream.Read(buffer.GetRoom(int.MaxValue))) > 0)
            {
                buffer.Advance(count);
                if (buffer.Length == Array.MaxLength)
                {
                    throw new IOException($"The stream has more than {Array.MaxLength} bytes, which is the most that is supported.");
                }
            }

            return new BufferSource(buffer);
        }
        catch
        {
            buffer.Dispose();
            throw;
        }
    }

    public override int ReadHead(Span<byte> destination)
    {
        int length = Math.Min(buffer.Length, destination.Length);
        buffer.Written[..length].CopyTo(destination);
        return length;
    }

    public override BtfMemory Open(long offset, int length)
    {
        ReadOnlySpan<byte> part = buffer.Written.Slice((int)offset, length);
        if (part.IsEmpty)
        {
            return new BorrowedMemory(default);
        }

        BtfMemory copy = OwnMemory.Allocate(length, out Span<byte> content);
        part.CopyTo(content);
        return copy;
    }

    public override BtfMemory Peek(long offset, int length) => buffer.Part((int)offset, length);

    public override void Dispose() => buffer.Dispose();
}
