using System.Buffers.Binary;

namespace Btf.Compression;

/// <summary>
/// A filter that makes machine code compress better: it writes the targets of branches as addresses instead of distances. Decoding writes distances again.
/// </summary>
internal abstract class BranchFilter
{
    private uint _position;

    /// <summary>The filter of an id in an xz file.</summary>
    /// <param name="id">The id.</param>
    /// <param name="properties">Empty, or where the code starts.</param>
    /// <exception cref="InvalidDataException">There is none that is known.</exception>
    public static BranchFilter Create(long id, ReadOnlySpan<byte> properties)
    {
        BranchFilter filter = id switch
        {
            4 => new X86Filter(),
            5 => new PowerPCFilter(),
            7 => new ArmFilter(),
            8 => new ArmThumbFilter(),
            9 => new SparcFilter(),
            10 => new Arm64Filter(),
            _ => throw new InvalidDataException($"its filter {id} is not supported"),
        };
        filter._position = properties.Length switch
        {
            0 => 0,
            sizeof(uint) => BinaryPrimitives.ReadUInt32LittleEndian(properties),
            _ => throw new InvalidDataException($"its filter {id} has {properties.Length} bytes of properties"),
        };
        return filter;
    }

    /// <summary>Decodes the next bytes of the code.</summary>
    /// <param name="code">The bytes: first those that the last call left, then more.</param>
    /// <returns>How many are done. The others need those after them.</returns>
    public int Decode(Span<byte> code)
    {
        int done = Decode(code, _position);
        _position += (uint)done;
        return done;
    }

    /// <summary>Decodes the next bytes.</summary>
    /// <param name="code">The bytes.</param>
    /// <param name="position">The address of the first.</param>
    protected abstract int Decode(Span<byte> code, uint position);
}
