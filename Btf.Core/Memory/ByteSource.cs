namespace Btf.Core;

/// <summary>A source of bytes: a file, the caller's memory, or decompressed data. Parts of it are brought to memory on request.</summary>
internal abstract class ByteSource : IDisposable
{
    /// <summary>The number of bytes.</summary>
    public abstract long Length { get; }

    /// <summary>Reads the first bytes.</summary>
    /// <returns>The number of bytes read: fewer than requested only if the source has no more.</returns>
    public abstract int ReadHead(Span<byte> destination);

    /// <summary>Returns a part that stays readable as long as its memory is reachable, also after the source is disposed.</summary>
    /// <param name="offset">The start of the part.</param>
    /// <param name="length">Its length in bytes. The caller has checked that the part lies inside the source.</param>
    /// <exception cref="IOException">The part cannot be read.</exception>
    public abstract BtfMemory Open(long offset, int length);

    /// <summary>Returns a part that is valid only as long as the source; the caller disposes it.</summary>
    /// <inheritdoc cref="Open"/>
    public virtual BtfMemory Peek(long offset, int length) => Open(offset, length);

    /// <summary>Frees the resources of the source itself.</summary>
    public abstract void Dispose();
}
