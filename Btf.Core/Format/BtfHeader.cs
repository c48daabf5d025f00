namespace Btf.Core;

/// <summary>The header of BTF data, which gives the places of its sections. See <c>struct btf_header</c> in <c>include/uapi/linux/btf.h</c>.</summary>
/// <remarks>
/// Section offsets are in bytes from the end of the header. In a parsed header every section lies inside the input, and no two share a byte. The content of the
/// sections is not checked. Bytes outside the sections are ignored.
/// </remarks>
public readonly struct BtfHeader
{
    /// <summary>The magic number: a 16-bit word in the data's own byte order.</summary>
    internal const ushort Magic = 0xEB9F;

    /// <summary>The length in bytes of the shortest header, with the type and string sections.</summary>
    internal const int MinimumLength = 24;

    /// <summary>The length in bytes of the longest header that this version knows: it has the layout section, since Linux 7.1.</summary>
    internal const int KnownLength = 32;

    private const int VersionOffset = 2;
    private const int FlagsOffset = 3;
    private const int LengthOffset = 4;
    private const int TypeFieldOffset = 8;
    private const int StringFieldOffset = 16;
    private const int LayoutFieldOffset = 24;

    private BtfHeader(ReadOnlySpan<byte> data, bool swapped)
    {
        IsSwapped = swapped;
        Version = data[VersionOffset];
        Flags = data[FlagsOffset];
        HeaderLength = WordReader.ReadUInt32(data, LengthOffset, swapped);
        TypeOffset = WordReader.ReadUInt32(data, TypeFieldOffset, swapped);
        TypeLength = WordReader.ReadUInt32(data, TypeFieldOffset + 4, swapped);
        StringOffset = WordReader.ReadUInt32(data, StringFieldOffset, swapped);
        StringLength = WordReader.ReadUInt32(data, StringFieldOffset + 4, swapped);
        if (HeaderLength >= KnownLength && data.Length >= KnownLength)
        {
            LayoutOffset = WordReader.ReadUInt32(data, LayoutFieldOffset, swapped);
            LayoutLength = WordReader.ReadUInt32(data, LayoutFieldOffset + 4, swapped);
        }
    }

    /// <summary>The byte order of every word of the data.</summary>
    public BtfByteOrder ByteOrder => IsSwapped ? 1 - WordReader.NativeOrder : WordReader.NativeOrder;

    /// <summary>The format's version, which is always 1.</summary>
    public byte Version { get; }

    /// <summary>The header's flags. The format defines none.</summary>
    public byte Flags { get; }

    /// <summary>The header's length in bytes.</summary>
    public uint HeaderLength { get; }

    /// <summary>The start of the type section, in bytes from the end of the header.</summary>
    public uint TypeOffset { get; }

    /// <summary>The type section's length in bytes.</summary>
    public uint TypeLength { get; }

    /// <summary>The start of the string section, in bytes from the end of the header.</summary>
    public uint StringOffset { get; }

    /// <summary>The string section's length in bytes.</summary>
    public uint StringLength { get; }

    /// <summary>The start of the layout section, in bytes from the end of the header; without meaning if its length is 0.</summary>
    public uint LayoutOffset { get; }

    /// <summary>The layout section's length in bytes; 0 if there is none.</summary>
    public uint LayoutLength { get; }

    /// <summary>Whether the data's byte order differs from the machine's.</summary>
    internal bool IsSwapped { get; }

    /// <summary>The type section's offset from the start of the data.</summary>
    internal long TypeStart => (long)HeaderLength + TypeOffset;

    /// <summary>The string section's offset from the start of the data.</summary>
    internal long StringStart => (long)HeaderLength + StringOffset;

    /// <summary>Reads and checks the header at the start of BTF data.</summary>
    /// <param name="data">All of the data: the places of the sections are checked against its length.</param>
    /// <exception cref="BtfFormatException">The data does not start with a valid header.</exception>
    public static BtfHeader Parse(ReadOnlySpan<byte> data)
    {
        if (!TryParse(data, out BtfHeader header, out BtfError error))
        {
            error.Throw();
        }

        return header;
    }

    /// <summary>Reads and checks the header at the start of BTF data.</summary>
    /// <param name="data">All of the data: the places of the sections are checked against its length.</param>
    /// <param name="header">The header.</param>
    /// <param name="error">The error if the header is not valid.</param>
    /// <returns>Whether the header is valid.</returns>
    public static bool TryParse(ReadOnlySpan<byte> data, out BtfHeader header, out BtfError error)
    {
        header = default;
        error = CheckMagic(data, out bool swapped);
        if (!error.IsNone)
        {
            return false;
        }

        var parsed = new BtfHeader(data, swapped);
        error = parsed.CheckFixedPart(data);
        if (error.IsNone)
        {
            error = parsed.CheckSections((ulong)data.Length);
        }

        header = error.IsNone ? parsed : default;
        return error.IsNone;
    }

    /// <summary>Returns whether data starts with the magic number, in either byte order.</summary>
    internal static bool HasMagic(ReadOnlySpan<byte> data) => data is [0x9F, 0xEB, ..] or [0xEB, 0x9F, ..];

    /// <summary>The end of the last section, in bytes from the start of the data.</summary>
    internal long End => HeaderLength + Math.Max(
        Math.Max(EndOf(TypeOffset, TypeLength), EndOf(StringOffset, StringLength)),
        EndOf(LayoutOffset, LayoutLength));

    internal ReadOnlySpan<byte> Types(ReadOnlySpan<byte> data) => Section(data, TypeOffset, TypeLength);

    internal ReadOnlySpan<byte> Strings(ReadOnlySpan<byte> data) => Section(data, StringOffset, StringLength);

    internal ReadOnlySpan<byte> Layout(ReadOnlySpan<byte> data) => Section(data, LayoutOffset, LayoutLength);

    private ReadOnlySpan<byte> Section(ReadOnlySpan<byte> data, uint offset, uint length) =>
        length == 0 ? default : data.Slice((int)(HeaderLength + offset), (int)length);

    private static long EndOf(uint offset, uint length) => length == 0 ? 0 : (long)offset + length;

    private static BtfError CheckMagic(ReadOnlySpan<byte> data, out bool swapped)
    {
        swapped = false;
        if (data.Length >= 2)
        {
            ushort magic = WordReader.ReadUInt16(data, 0, swapped: false);
            swapped = magic != Magic;
            if (swapped && WordReader.ReadUInt16(data, 0, swapped: true) != Magic)
            {
                return new BtfError(BtfErrorCode.BadMagic, 0, found: magic, text: $" ({ContentKind.Describe(data)})");
            }
        }

        return data.Length < MinimumLength
            ? new BtfError(BtfErrorCode.HeaderTruncated, data.Length, found: (ulong)data.Length)
            : default;
    }

    private BtfError CheckFixedPart(ReadOnlySpan<byte> data)
    {
        if (Version != 1)
        {
            return new BtfError(BtfErrorCode.UnsupportedVersion, VersionOffset, found: Version);
        }

        if (Flags != 0)
        {
            return new BtfError(BtfErrorCode.UnsupportedFlags, FlagsOffset, found: Flags);
        }

        if (HeaderLength < MinimumLength || HeaderLength > (ulong)data.Length)
        {
            return new BtfError(BtfErrorCode.BadHeaderLength, LengthOffset, found: HeaderLength, bound: (ulong)data.Length);
        }

        int unknown = HeaderLength > KnownLength ? data[KnownLength..(int)HeaderLength].IndexOfAnyExcept((byte)0) : -1;
        return unknown >= 0
            ? new BtfError(BtfErrorCode.UnsupportedHeader, KnownLength + unknown, found: HeaderLength)
            : default;
    }

    private BtfError CheckSections(ulong total)
    {
        BtfError error = CheckSection("type", TypeFieldOffset, TypeOffset, TypeLength, aligned: true, total);
        if (error.IsNone)
        {
            error = CheckSection("string", StringFieldOffset, StringOffset, StringLength, aligned: false, total);
        }

        if (error.IsNone)
        {
            error = CheckSection("layout", LayoutFieldOffset, LayoutOffset, LayoutLength, aligned: true, total);
        }

        if (error.IsNone && LayoutLength % 4 != 0)
        {
            error = new BtfError(BtfErrorCode.SectionMisaligned, LayoutFieldOffset + 4, found: LayoutLength, text: "layout section's length");
        }

        if (!error.IsNone)
        {
            return error;
        }

        (string? pair, int field) =
            Overlap(TypeOffset, TypeLength, StringOffset, StringLength) ? ("type and string", StringFieldOffset) :
            Overlap(TypeOffset, TypeLength, LayoutOffset, LayoutLength) ? ("type and layout", LayoutFieldOffset) :
            Overlap(StringOffset, StringLength, LayoutOffset, LayoutLength) ? ("string and layout", LayoutFieldOffset) : (null, 0);
        return pair is null ? default : new BtfError(BtfErrorCode.SectionsOverlap, field, text: pair);
    }

    private BtfError CheckSection(string name, int field, uint offset, uint length, bool aligned, ulong total)
    {
        if (length == 0)
        {
            return default;
        }

        // In 64 bits, because 32-bit sums overflow on hostile headers.
        ulong end = (ulong)HeaderLength + offset + length;
        if (end > total)
        {
            return new BtfError(BtfErrorCode.SectionOutOfRange, field, found: end, bound: total, text: name);
        }

        return aligned && offset % 4 != 0
            ? new BtfError(BtfErrorCode.SectionMisaligned, field, found: offset, text: name + " section's offset")
            : default;
    }

    private static bool Overlap(uint offset, uint length, uint otherOffset, uint otherLength) =>
        length != 0 && otherLength != 0 && offset < (ulong)otherOffset + otherLength && otherOffset < (ulong)offset + length;
}
