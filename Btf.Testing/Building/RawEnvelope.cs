using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Btf.Testing;

/// <summary>
/// The parts of an object around its types and strings that <see cref="BtfBuilder"/> does not write: header fields of any value, a longer header, a layout
/// section of any kinds between types and strings, a trailer.
/// </summary>
public sealed class RawEnvelope
{
    private int? _headerLength;

    public ushort? Magic { get; set; }

    public byte? Version { get; set; }

    public byte? Flags { get; set; }

    /// <summary>The length of the written header: 24, or 32 with a layout section, unless it is set. At least 24 bytes are written.</summary>
    public int HeaderLength
    {
        get => _headerLength ?? (LayoutEntries.Count > 0 ? BtfHeader.KnownLength : BtfHeader.MinimumLength);
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
    public IReadOnlyList<RawLayoutEntry> LayoutEntries { get; set; } = [];

    /// <summary>Bytes after the string section.</summary>
    public byte[] Trailer { get; set; } = [];

    /// <summary>Returns the types and strings of a builder, which writes no layout section, in this envelope. Ids need not exist.</summary>
    public byte[] Wrap(BtfBuilder builder)
    {
        byte[] data = builder.ToUncheckedArray();
        BtfHeader header = BtfHeader.Parse(data);
        return Wrap(header.Types(data), header.Strings(data), builder.ByteOrder == BtfByteOrder.BigEndian);
    }

    private byte[] Wrap(ReadOnlySpan<byte> types, ReadOnlySpan<byte> strings, bool bigEndian)
    {
        byte[] layout = Layout(bigEndian);
        byte[] header = new byte[Math.Max(HeaderLength, BtfHeader.MinimumLength)];
        Span<byte> known = header.AsSpan(0, HeaderLength >= BtfHeader.KnownLength ? BtfHeader.KnownLength : BtfHeader.MinimumLength);
        header.AsSpan(known.Length).Fill(HeaderFill);
        ObjectForm.WriteHeader(known, (uint)types.Length, (uint)layout.Length, (uint)strings.Length, bigEndian);
        if (Magic is ushort magic)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(known, bigEndian ? BinaryPrimitives.ReverseEndianness(magic) : magic);
        }

        known[2] = Version ?? known[2];
        known[3] = Flags ?? known[3];
        Span<uint> fields = MemoryMarshal.Cast<byte, uint>(known);
        uint?[] values = [null, HeaderLengthField ?? (uint)HeaderLength, TypeOffset, TypeLength, StringOffset, StringLength, LayoutOffset, LayoutLength];
        for (int i = 0; i < fields.Length; i++)
        {
            fields[i] = values[i] is not uint value ? fields[i] : bigEndian == BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(value) : value;
        }

        return [.. header, .. types, .. layout, .. strings, .. Trailer];
    }

    private byte[] Layout(bool bigEndian)
    {
        EndianWriter layout = new(bigEndian);
        foreach (RawLayoutEntry entry in LayoutEntries)
        {
            layout.WriteByte(entry.InfoSize);
            layout.WriteByte(entry.ElementSize);
            layout.WriteUInt16(entry.Flags);
        }

        return layout.ToArray();
    }
}
