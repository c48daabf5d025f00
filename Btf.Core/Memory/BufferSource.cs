namespace Btf.Core;

/// <summary>What was decompressed. It is given back with the source; parts that stay are copied.</summary>
internal sealed class BufferSource(GrowingBuffer buffer) : ByteSource
{
    public override long Length => buffer.Length;

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
