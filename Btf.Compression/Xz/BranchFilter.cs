using System.Buffers.Binary;

namespace Btf.Compression;

/// <summary>
/// A filter for machine code. The encoder replaced the distances of branches by addresses; decoding restores the distances.
/// </summary>
internal abstract class BranchFilter : XzFilter
{
    /// <summary>The address of the next byte to decode.</summary>
    public uint Position { get; set; }

    /// <summary>Reads the address at which a filter starts.</summary>
    /// <param name="name">The filter's name, for messages.</param>
    /// <param name="alignment">The address must be a multiple of this.</param>
    /// <param name="properties">The address; empty for 0.</param>
    /// <exception cref="InvalidDataException">The properties are not a valid address.</exception>
    public static uint StartOf(string name, uint alignment, ReadOnlySpan<byte> properties)
    {
        uint start = properties.Length switch
        {
            0 => 0,
            sizeof(uint) => BinaryPrimitives.ReadUInt32LittleEndian(properties),
            _ => throw new InvalidDataException($"its {name} filter has {properties.Length} bytes of properties instead of 0 or 4"),
        };
        return start % alignment == 0
            ? start
            : throw new InvalidDataException($"its {name} filter starts at address {start}, which is not a multiple of {alignment}");
    }

    public sealed override int Decode(Span<byte> data)
    {
        int done = Decode(data, Position);
        Position += (uint)done;
        return done;
    }

    /// <summary>Decodes the next bytes in place.</summary>
    /// <param name="code">The bytes.</param>
    /// <param name="position">The address of the first.</param>
    /// <returns>How many bytes are decoded.</returns>
    protected abstract int Decode(Span<byte> code, uint position);
}
