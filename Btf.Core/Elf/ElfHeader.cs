namespace Btf.Core;

/// <summary>The part of an ELF file's header that describes the section table, for 32 and 64 bits and both byte orders. See <c>elf(5)</c>.</summary>
internal readonly struct ElfHeader
{
    /// <summary>The length in bytes of the longer of the two headers.</summary>
    public const int LongestLength = 64;

    private const int ShortestLength = 52;
    private const int ClassOffset = 4;
    private const int DataOffset = 5;
    private const uint ExtendedIndex = 0xFFFF;

    private ElfHeader(bool is64, bool isSwapped, ulong tableOffset, uint entrySize, ulong count, uint namesIndex)
    {
        Is64 = is64;
        IsSwapped = isSwapped;
        TableOffset = tableOffset;
        EntrySize = entrySize;
        Count = count;
        NamesIndex = namesIndex;
    }

    /// <summary>Whether addresses and sizes have 64 bits.</summary>
    public bool Is64 { get; }

    /// <summary>Whether the file's byte order is not the machine's.</summary>
    public bool IsSwapped { get; }

    /// <summary>The header's own length in bytes.</summary>
    public int Length => Is64 ? LongestLength : ShortestLength;

    /// <summary>The offset of the section table; 0 if there is none.</summary>
    public ulong TableOffset { get; }

    /// <summary>The length of a table entry in bytes.</summary>
    public uint EntrySize { get; }

    /// <summary>The number of entries; 0 if only the first entry gives it.</summary>
    public ulong Count { get; }

    /// <summary>The index of the section of names; 0xFFFF if only the first entry gives it.</summary>
    public uint NamesIndex { get; }

    /// <summary>Whether more than 65,279 sections made the header refer to the table's first entry.</summary>
    public bool IsExtended => TableOffset != 0 && (Count == 0 || NamesIndex == ExtendedIndex);

    /// <summary>The table's length in bytes.</summary>
    public ulong TableLength => Count * EntrySize;

    /// <summary>Returns whether data starts like an ELF file.</summary>
    public static bool IsElf(ReadOnlySpan<byte> head) => head.StartsWith("\u007fELF"u8);

    /// <summary>Reads the header.</summary>
    /// <param name="head">The file's first <see cref="LongestLength"/> bytes, or all bytes of a shorter file.</param>
    /// <param name="header">The header.</param>
    /// <returns>The error, if any.</returns>
    public static BtfError Parse(ReadOnlySpan<byte> head, out ElfHeader header)
    {
        header = default;
        if (head.Length < ShortestLength || (head[ClassOffset] == 2 && head.Length < LongestLength))
        {
            return new BtfError(BtfErrorCode.BadElf, head.Length, text: "The ELF file ends inside its header");
        }

        if (head[ClassOffset] is not (1 or 2))
        {
            return new BtfError(BtfErrorCode.BadElf, ClassOffset, text: $"ELF class {head[ClassOffset]} is neither 32 nor 64 bits");
        }

        if (head[DataOffset] is not (1 or 2))
        {
            return new BtfError(BtfErrorCode.BadElf, DataOffset, text: $"ELF data encoding {head[DataOffset]} is not a byte order");
        }

        bool swapped = (head[DataOffset] == 2) == BitConverter.IsLittleEndian;
        header = head[ClassOffset] == 2
            ? Read(head, true, swapped, WordReader.ReadUInt64(head, 40, swapped), 58)
            : Read(head, false, swapped, WordReader.ReadUInt32(head, 32, swapped), 46);
        return header.Check();
    }

    /// <summary>Returns the header completed by the table's first entry.</summary>
    public ElfHeader Extend(in ElfSection first) =>
        new(Is64, IsSwapped, TableOffset, EntrySize, Count == 0 ? first.Size : Count, NamesIndex == ExtendedIndex ? first.Link : NamesIndex);

    /// <summary>Checks that the table's first entry lies inside the file.</summary>
    public BtfError CheckFirstEntry(long fileLength) => (ulong)fileLength < EntrySize || TableOffset > (ulong)fileLength - EntrySize
        ? new BtfError(BtfErrorCode.BadElf, Is64 ? 40 : 32, text: $"The ELF section table from byte {TableOffset} leaves the file, which has {fileLength} bytes")
        : default;

    /// <summary>Checks that the whole table, which has at least one entry, lies inside the file.</summary>
    public BtfError CheckTable(long fileLength)
    {
        // Compared by division, because a hostile count would overflow the product.
        ulong room = TableOffset > (ulong)fileLength ? 0 : (ulong)fileLength - TableOffset;
        return Count > room / EntrySize
            ? new BtfError(BtfErrorCode.BadElf, Is64 ? 40 : 32, text: $"The ELF section table of {Count} entries from byte {TableOffset} leaves the file, which has {fileLength} bytes")
            : TableLength > int.MaxValue
                ? new BtfError(BtfErrorCode.BadElf, Is64 ? 60 : 48, text: $"An ELF section table of {Count} entries is not supported")
                : default;
    }

    private static ElfHeader Read(ReadOnlySpan<byte> head, bool is64, bool swapped, ulong tableOffset, int sizes) => new(
        is64,
        swapped,
        tableOffset,
        WordReader.ReadUInt16(head, sizes, swapped),
        WordReader.ReadUInt16(head, sizes + 2, swapped),
        WordReader.ReadUInt16(head, sizes + 4, swapped));

    private BtfError Check()
    {
        if (TableOffset == 0)
        {
            return Count == 0
                ? default
                : new BtfError(BtfErrorCode.BadElf, Is64 ? 40 : 32, text: $"The ELF header counts {Count} sections but has no section table");
        }

        if (TableOffset < (ulong)Length)
        {
            return new BtfError(BtfErrorCode.BadElf, Is64 ? 40 : 32, text: $"The ELF section table starts at byte {TableOffset}, inside the header");
        }

        int least = Is64 ? ElfSection.Length64 : ElfSection.Length32;
        return EntrySize < least
            ? new BtfError(BtfErrorCode.BadElf, Is64 ? 58 : 46, text: $"ELF section table entries of {EntrySize} bytes are too short; they need at least {least}")
            : default;
    }
}
