namespace Btf.Testing;

/// <summary>
/// Everything that <see cref="BtfBuilder"/> writes around types and strings: the header, the layout section between them, and a trailer.
/// Every header field follows from the sections unless it is overridden.
/// </summary>
public sealed class BuilderEnvelope
{
    private const int ShortHeader = 24;
    private const int LayoutHeader = 32;
    private int? _headerLength;

    public ushort Magic { get; set; } = 0xEB9F;

    public byte Version { get; set; } = 1;

    public byte Flags { get; set; }

    /// <summary>The length of the written header: 24, or 32 with a layout section, unless it is set. At least 24 bytes are written.</summary>
    public int HeaderLength
    {
        get => _headerLength ?? (LayoutEntries.Count > 0 ? LayoutHeader : ShortHeader);
        set => _headerLength = value;
    }

    /// <summary>The length in the header's field; null for the real length.</summary>
    public uint? HeaderLengthField { get; set; }

    /// <summary>The value of the header's bytes after the 32nd.</summary>
    public byte HeaderFill { get; set; }

    public uint? TypeOffset { get; set; }

    public uint? TypeLength { get; set; }

    public uint? StringOffset { get; set; }

    public uint? StringLength { get; set; }

    public uint? LayoutOffset { get; set; }

    public uint? LayoutLength { get; set; }

    /// <summary>The layout section's entries, kind 0 first.</summary>
    public IList<BuilderLayoutEntry> LayoutEntries { get; } = [];

    /// <summary>Bytes after the string section.</summary>
    public byte[] Trailer { get; set; } = [];

    internal byte[] Wrap(bool bigEndian, byte[] types, byte[] strings)
    {
        EndianWriter blob = new(bigEndian);
        uint layoutLength = (uint)LayoutEntries.Count * 4;
        blob.WriteUInt16(Magic);
        blob.WriteByte(Version);
        blob.WriteByte(Flags);
        blob.WriteUInt32(HeaderLengthField ?? (uint)HeaderLength);
        blob.WriteUInt32(TypeOffset ?? 0);
        blob.WriteUInt32(TypeLength ?? (uint)types.Length);
        blob.WriteUInt32(StringOffset ?? (uint)types.Length + layoutLength);
        blob.WriteUInt32(StringLength ?? (uint)strings.Length);
        if (HeaderLength >= LayoutHeader)
        {
            blob.WriteUInt32(LayoutOffset ?? (layoutLength > 0 ? (uint)types.Length : 0));
            blob.WriteUInt32(LayoutLength ?? layoutLength);
        }

        while (blob.Length < HeaderLength)
        {
            blob.WriteByte(HeaderFill);
        }

        blob.WriteBytes(types);
        foreach (BuilderLayoutEntry entry in LayoutEntries)
        {
            blob.WriteByte(entry.InfoSize);
            blob.WriteByte(entry.ElementSize);
            blob.WriteUInt16(entry.Flags);
        }

        blob.WriteBytes(strings);
        blob.WriteBytes(Trailer);
        return blob.ToArray();
    }
}
