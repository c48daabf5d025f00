namespace Btf.Core;

/// <summary>Where bytes come from: a file, the caller's memory, or what was decompressed. Parts of it are brought to memory as they are asked for.</summary>
internal abstract class ByteSource : IDisposable
{
    /// <summary>The number of bytes.</summary>
    public abstract long Length { get; }

    /// <summary>Reads the first bytes.</summary>
    /// <returns>How many there are: fewer than asked for only where the source has no more.</returns>
    public abstract int ReadHead(Span<byte> destination);

    /// <summary>A part that stays readable for as long as its memory is reachable, whatever becomes of the source.</summary>
    /// <param name="offset">Where it starts.</param>
    /// <param name="length">Its length in bytes. That the part lies inside the source is the caller's to know.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public abstract BtfMemory Open(long offset, int length);

    /// <summary>A part to be looked at now, while the source is there; the caller disposes it.</summary>
    /// <inheritdoc cref="Open"/>
    public virtual BtfMemory Peek(long offset, int length) => Open(offset, length);

    /// <summary>Gives back what the source itself holds.</summary>
    public abstract void Dispose();
}
