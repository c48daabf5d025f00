namespace Btf.Core.Values;

/// <summary>Memory that pointers lead into: a dump, another process, the running kernel.</summary>
public interface IBtfMemoryReader
{
    /// <summary>Reads bytes at an address.</summary>
    /// <param name="address">The address of the first byte.</param>
    /// <param name="destination">Takes the bytes.</param>
    /// <returns>Whether all of them could be read. Where not, the destination may hold anything.</returns>
    bool TryRead(ulong address, Span<byte> destination);
}
