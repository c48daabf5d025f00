namespace Btf.Testing;

/// <summary>One kind's entry of the layout section: bytes after the common three words, bytes per vlen element, flags.</summary>
public readonly record struct RawLayoutEntry(byte InfoSize, byte ElementSize, ushort Flags = 0)
{
    /// <summary>Returns the entries of the kinds from 0 to the given one, as <see cref="BtfBuilder.WithLayout"/> writes them.</summary>
    public static IEnumerable<RawLayoutEntry> UpTo(BtfKind last) => KindLayout.Of(last).Chunk(sizeof(uint)).Select(entry => new RawLayoutEntry(entry[0], entry[1]));

    /// <summary>Returns an entry for each kind from 0 to the given one. Only the last entry has values; the others are zero.</summary>
    public static RawLayoutEntry[] Only(BtfKind kind, RawLayoutEntry entry) => [.. new RawLayoutEntry[(int)kind], entry];
}
