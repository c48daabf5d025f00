namespace Btf.Core;

/// <summary>The caller's memory. Its parts are pinned in place.</summary>
internal sealed class MemorySource(ReadOnlyMemory<byte> memory) : ByteSource
{
    public override long Length => memory.Length;

    public override int ReadHead(Span<byte> destination)
    {
        int length = Math.Min(memory.Length, destination.Length);
        memory.Span[..length].CopyTo(destination);
        return length;
    }

    public override BtfMemory Open(long offset, int length) => new BorrowedMemory(memory.Slice((int)offset, length));

    public override void Dispose()
    {
    }
}
