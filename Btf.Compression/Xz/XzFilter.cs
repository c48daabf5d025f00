namespace Btf.Compression;

/// <summary>A filter of an xz file. The encoder changed the data so that it compresses better; decoding changes it back.</summary>
internal abstract class XzFilter
{
    /// <summary>Makes the decoder of a filter.</summary>
    /// <param name="id">The filter's number, by "The .xz File Format", version 1.2.1, section 5.3.</param>
    /// <param name="properties">The filter's properties in the file.</param>
    /// <exception cref="InvalidDataException">The properties are not valid.</exception>
    /// <exception cref="NotSupportedException">The format has no such filter.</exception>
    public static XzFilter Create(long id, ReadOnlySpan<byte> properties) => id switch
    {
        3 => DeltaFilter.Create(properties),
        4 => new X86Filter { Position = BranchFilter.StartOf("x86", 1, properties) },
        5 => new PowerPCFilter { Position = BranchFilter.StartOf("PowerPC", 4, properties) },
        6 => new Ia64Filter { Position = BranchFilter.StartOf("IA-64", 16, properties) },
        7 => new ArmFilter { Position = BranchFilter.StartOf("ARM", 4, properties) },
        8 => new ArmThumbFilter { Position = BranchFilter.StartOf("ARM Thumb", 2, properties) },
        9 => new SparcFilter { Position = BranchFilter.StartOf("SPARC", 4, properties) },
        10 => new Arm64Filter { Position = BranchFilter.StartOf("ARM64", 4, properties) },
        11 => new RiscVFilter { Position = BranchFilter.StartOf("RISC-V", 2, properties) },
        _ => throw new NotSupportedException($"filter 0x{id:X}"),
    };

    /// <summary>Decodes the next bytes in place.</summary>
    /// <param name="data">The bytes that the last call did not decode, and the bytes after them.</param>
    /// <returns>How many bytes are decoded. The others need the bytes after them.</returns>
    public abstract int Decode(Span<byte> data);
}
