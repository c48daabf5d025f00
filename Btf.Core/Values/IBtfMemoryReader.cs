namespace Btf.Core.Values;

/// <summary>Memory that pointers point into: a dump, another process, the running kernel.</summary>
public interface IBtfMemoryReader
{
    /// <summary>Reads bytes at an address.</summary>
    /// <param name="address">The address of the first byte.</param>
    /// <param name="destination">Receives the bytes.</param>
    /// <returns>Whether all of them could be read. If not, the content of the destination is undefined.</returns>
    bool TryRead(ulong address, Span<byte> destination);
}
