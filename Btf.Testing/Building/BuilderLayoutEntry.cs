namespace Btf.Testing;

/// <summary>One kind's entry of the layout section: bytes after the common three words, bytes per vlen element, flags.</summary>
public readonly record struct BuilderLayoutEntry(byte InfoSize, byte ElementSize, ushort Flags = 0)
{
    /// <summary>The entries of kinds 0 to 19, as libbpf 1.8 writes them.</summary>
    public static IReadOnlyList<BuilderLayoutEntry> KnownKinds { get; } =
    [
        new(0, 0), new(4, 0), new(0, 0), new(12, 0), new(0, 12), new(0, 12), new(0, 8), new(0, 0), new(0, 0), new(0, 0),
        new(0, 0), new(0, 0), new(0, 0), new(0, 8), new(4, 0), new(0, 12), new(0, 0), new(4, 0), new(0, 0), new(0, 12),
    ];
}
