namespace Btf.Core;

/// <summary>The rules about the header and the places of the sections, in the order in which the kernel checks them.</summary>
internal static class HeaderRules
{
    /// <summary>The most bytes that a program may load.</summary>
    public const int MaxDataSize = 16 * 1024 * 1024;

    private const uint MaxStringLength = 1 << 24;
    private const int MagicField = 0;
    private const int VersionField = 2;
    private const int FlagsField = 3;
    private const int LengthField = 4;
    private const int FirstSectionField = 8;
    private const int StringSectionField = 16;
    private const int LayoutSectionField = 24;
    private const int SectionFieldsSize = 8;

    /// <summary>Checks everything before the first record.</summary>
    /// <param name="data">The data.</param>
    /// <param name="options">The rules to check.</param>
    /// <param name="isSplit">Whether the data continues a base.</param>
    /// <param name="sink">Receives the findings.</param>
    /// <param name="sections">The places of types and strings, if the result is true.</param>
    /// <returns>Whether the records can be checked.</returns>
    public static bool Check(ReadOnlySpan<byte> data, BtfVerifierOptions options, bool isSplit, ref FindingSink sink, out VerifierSections sections)
    {
        sections = default;
        if (options.EnforceSizeLimit && data.Length > MaxDataSize && !sink.Report(BtfFindingCode.DataTooLarge, MaxDataSize))
        {
            return false;
        }

        Span<byte> header = stackalloc byte[BtfHeader.KnownLength];
        header.Clear();
        bool swapped = options.KernelByteOrder != WordReader.NativeOrder;
        BtfFindingCode code = ReadHeader(data, options.Rules, swapped, header, isSplit, out int field, out uint length);
        if (code != BtfFindingCode.None)
        {
            sink.Report(code, field);
            return false;
        }

        int count = options.Rules == BtfRules.Linux618 || length < BtfHeader.KnownLength || WordReader.ReadUInt32(header, LayoutSectionField + 4, swapped) == 0 ? 2 : 3;
        code = CheckPlaces(header, count, swapped, (uint)data.Length - length, out field);
        if (code != BtfFindingCode.None && (!sink.Report(code, field) || code != BtfFindingCode.UnclaimedBytes))
        {
            return false;
        }

        return CheckStrings(data, header, length, swapped, options.Rules, isSplit, ref sink)
            && (count == 2 || CheckLayout(header, swapped, ref sink))
            && CheckTypes(header, length, swapped, isSplit, ref sink)
            && Locate(data, header, length, swapped, out sections);
    }

    private static BtfFindingCode ReadHeader(
        ReadOnlySpan<byte> data, BtfRules rules, bool swapped, Span<byte> header, bool isSplit, out int field, out uint length)
    {
        length = 0;
        field = LengthField;
        if (data.Length < FirstSectionField)
        {
            return BtfFindingCode.HeaderLengthMissing;
        }

        length = WordReader.ReadUInt32(data, LengthField, swapped);
        if ((uint)data.Length < length)
        {
            return WordReader.ReadUInt16(data, MagicField, !swapped) == BtfHeader.Magic ? BtfFindingCode.ForeignByteOrder : BtfFindingCode.HeaderTruncated;
        }

        int known = rules == BtfRules.Linux618 ? BtfHeader.MinimumLength : BtfHeader.KnownLength;
        if (length > known && data[known..(int)length].IndexOfAnyExcept((byte)0) is int unknown and >= 0)
        {
            field = known + unknown;
            return BtfFindingCode.UnsupportedHeader;
        }

        // The fields that a short header lacks count as zeros.
        data[..(int)Math.Min(length, (uint)known)].CopyTo(header);
        field = MagicField;
        if (WordReader.ReadUInt16(header, MagicField, swapped) != BtfHeader.Magic)
        {
            return BtfFindingCode.BadMagic;
        }

        field = VersionField;
        if (header[VersionField] != 1)
        {
            return BtfFindingCode.UnsupportedVersion;
        }

        field = FlagsField;
        if (header[FlagsField] != 0)
        {
            return BtfFindingCode.UnsupportedFlags;
        }

        field = data.Length;
        return !isSplit && (uint)data.Length == length ? BtfFindingCode.NoSections : BtfFindingCode.None;
    }

    /// <summary>Checks that the sections, in any order, fill the data from the end of the header without a gap.</summary>
    private static BtfFindingCode CheckPlaces(ReadOnlySpan<byte> header, int count, bool swapped, uint expected, out int field)
    {
        Span<Section> sections = stackalloc Section[count];
        for (int i = 0; i < count; i++)
        {
            field = FirstSectionField + i * SectionFieldsSize;
            sections[i] = new Section(field, WordReader.ReadUInt32(header, field, swapped), WordReader.ReadUInt32(header, field + 4, swapped));
            for (int j = i; j > 0 && sections[j].CompareTo(sections[j - 1]) < 0; j--)
            {
                (sections[j], sections[j - 1]) = (sections[j - 1], sections[j]);
            }
        }

        uint total = 0;
        foreach (Section section in sections)
        {
            field = section.Field;
            BtfFindingCode code =
                section.Offset > expected ? BtfFindingCode.SectionOffsetOutOfRange
                : section.Offset > total ? BtfFindingCode.UnclaimedBytes
                : section.Offset < total ? BtfFindingCode.SectionsOverlap
                : section.Length > expected - total ? BtfFindingCode.SectionTooLong
                : BtfFindingCode.None;
            if (code != BtfFindingCode.None)
            {
                return code;
            }

            total += section.Length;
        }

        field = sections[^1].Field;
        return total == expected ? BtfFindingCode.None : BtfFindingCode.UnclaimedBytes;
    }

    private static bool CheckStrings(
        ReadOnlySpan<byte> data, ReadOnlySpan<byte> header, uint headerLength, bool swapped, BtfRules rules, bool isSplit, ref FindingSink sink)
    {
        ulong start = (ulong)headerLength + WordReader.ReadUInt32(header, StringSectionField, swapped);
        uint length = WordReader.ReadUInt32(header, StringSectionField + 4, swapped);
        bool mustBeLast = rules == BtfRules.Linux618 || headerLength < BtfHeader.KnownLength;
        if (start + length > (ulong)data.Length)
        {
            return false;
        }

        if (mustBeLast && start + length != (ulong)data.Length && !sink.Report(BtfFindingCode.StringsNotLast, StringSectionField))
        {
            return false;
        }

        if (isSplit && length == 0)
        {
            return true;
        }

        bool valid = length is not 0 and <= MaxStringLength && data[(int)(start + length - 1)] == 0 && (isSplit || data[(int)start] == 0);
        return valid || sink.Report(BtfFindingCode.BadStringSection, StringSectionField + 4);
    }

    private static bool CheckLayout(ReadOnlySpan<byte> header, bool swapped, ref FindingSink sink)
    {
        uint length = WordReader.ReadUInt32(header, LayoutSectionField + 4, swapped);
        return WordReader.ReadUInt32(header, LayoutSectionField, swapped) % sizeof(uint) != 0 ? sink.Report(BtfFindingCode.LayoutMisaligned, LayoutSectionField)
            : length < sizeof(uint) ? sink.Report(BtfFindingCode.LayoutTooShort, LayoutSectionField + 4)
            : length % sizeof(uint) == 0 || sink.Report(BtfFindingCode.LayoutLengthUneven, LayoutSectionField + 4);
    }

    private static bool CheckTypes(ReadOnlySpan<byte> header, uint headerLength, bool swapped, bool isSplit, ref FindingSink sink)
    {
        if (WordReader.ReadUInt32(header, FirstSectionField, swapped) % sizeof(uint) != 0)
        {
            return sink.Report(BtfFindingCode.TypesMisaligned, FirstSectionField);
        }

        return isSplit || WordReader.ReadUInt32(header, FirstSectionField + 4, swapped) != 0 || sink.Report(BtfFindingCode.NoTypes, FirstSectionField + 4);
    }

    private static bool Locate(ReadOnlySpan<byte> data, ReadOnlySpan<byte> header, uint headerLength, bool swapped, out VerifierSections sections)
    {
        ulong types = (ulong)headerLength + WordReader.ReadUInt32(header, FirstSectionField, swapped);
        ulong strings = (ulong)headerLength + WordReader.ReadUInt32(header, StringSectionField, swapped);
        uint typeLength = WordReader.ReadUInt32(header, FirstSectionField + 4, swapped);
        uint stringLength = WordReader.ReadUInt32(header, StringSectionField + 4, swapped);
        bool inside = types + typeLength <= (ulong)data.Length && strings + stringLength <= (ulong)data.Length;
        sections = inside ? new VerifierSections((int)types, (int)typeLength, (int)strings, (int)stringLength) : default;
        return inside;
    }

    private readonly record struct Section(int Field, uint Offset, uint Length)
    {
        // The kernel compares by signed differences too: that decides which of several faults comes first.
        public int CompareTo(Section other) => Offset != other.Offset ? (int)(Offset - other.Offset) : (int)(Length - other.Length);
    }
}
