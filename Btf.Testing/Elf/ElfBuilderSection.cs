namespace Btf.Testing;

/// <summary>A section that <see cref="ElfBuilder"/> writes. Values that are set here override the right ones.</summary>
public sealed class ElfBuilderSection
{
    public required string Name { get; init; }

    public byte[] Content { get; set; } = [];

    public uint Type { get; set; }

    public ulong Flags { get; set; }

    public ulong? Offset { get; set; }

    public ulong? Size { get; set; }
}
