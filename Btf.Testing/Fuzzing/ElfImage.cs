using System.Buffers.Binary;

namespace Btf.Testing;

/// <summary>An ELF file, of either class and byte order. Its fields can be found, read and written, whatever their values.</summary>
public sealed class ElfImage
{
    public const int NameField = 0;
    public const int FlagsField = 2;
    public const int OffsetField = 4;
    public const int SizeField = 5;
    public const int LinkField = 6;
    public const int TableOffsetField = 5;
    public const int CountField = 11;
    public const int NamesField = 12;
    private const int IdentLength = 16;
    private const int MostSections = 64;

    private readonly bool _is64;
    private readonly bool _bigEndian;
    private byte[] _data;

    private ElfImage(byte[] data)
    {
        _data = data;
        _is64 = data[4] == 2;
        _bigEndian = data[5] == 2;
        int word = _is64 ? 8 : 4;
        Header = Lay(IdentLength, 2, 2, 4, word, word, word, 4, 2, 2, 2, 2, 2, 2);
        Sections = [.. Entries(word)];
    }

    public byte[] Data => _data;

    /// <summary>The fields of the header after the single-byte fields.</summary>
    public ElfField[] Header { get; }

    /// <summary>The fields of each entry of the section table that lies in the file.</summary>
    public ElfField[][] Sections { get; }

    /// <summary>Reads a copy of a file; null if it is not an ELF file.</summary>
    public static ElfImage? TryParse(byte[] data) =>
        data is [0x7F, (byte)'E', (byte)'L', (byte)'F', 1 or 2, 1 or 2, ..] && data.Length >= 64 && new ElfImage([.. data]) is { Sections.Length: > 0 } image ? image : null;

    public ulong this[ElfField field]
    {
        get
        {
            ReadOnlySpan<byte> bytes = _data.AsSpan(field.Offset, field.Width);
            return field.Width switch
            {
                2 => _bigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes),
                4 => _bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes),
                _ => _bigEndian ? BinaryPrimitives.ReadUInt64BigEndian(bytes) : BinaryPrimitives.ReadUInt64LittleEndian(bytes),
            };
        }

        set
        {
            for (int i = 0; i < field.Width; i++)
            {
                _data[field.Offset + (_bigEndian ? field.Width - 1 - i : i)] = (byte)(value >> (8 * i));
            }
        }
    }

    /// <summary>Returns the fields of a compressed section's compression header; none if the section is too short.</summary>
    public ElfField[] CompressionHeader(ElfField[] section)
    {
        ElfField[] fields = _is64 ? Lay(0, 4, 4, 8, 8) : Lay(0, 4, 4, 4);
        return Content(section) is var (offset, length) && length >= fields[^1].Offset + fields[^1].Width
            ? [.. fields.Select(field => field with { Offset = field.Offset + offset })]
            : [];
    }

    /// <summary>Returns the range of a section's content; empty if it is not inside the file.</summary>
    public (int Offset, int Length) Content(ElfField[] section)
    {
        ulong offset = this[section[OffsetField]];
        ulong length = this[section[SizeField]];
        return offset <= (ulong)_data.Length && length <= (ulong)_data.Length - offset ? ((int)offset, (int)length) : (0, 0);
    }

    /// <summary>Replaces a section's content; the new content goes to the end of the file.</summary>
    public void Replace(ElfField[] section, byte[] content)
    {
        this[section[OffsetField]] = (ulong)_data.Length;
        this[section[SizeField]] = (ulong)content.Length;
        _data = [.. _data, .. content];
    }

    /// <summary>Makes a compression header in this file's class and byte order.</summary>
    public byte[] MakeCompressionHeader(uint method, int size)
    {
        ElfField[] fields = _is64 ? Lay(0, 4, 4, 8, 8) : Lay(0, 4, 4, 4);
        byte[] kept = _data;
        _data = new byte[fields[^1].Offset + fields[^1].Width];
        this[fields[0]] = method;
        this[fields[^2]] = (ulong)size;
        this[fields[^1]] = 1;
        byte[] header = _data;
        _data = kept;
        return header;
    }

    private IEnumerable<ElfField[]> Entries(int word)
    {
        ulong table = this[Header[TableOffsetField]];
        for (int i = 0; i < MostSections && i < (int)this[Header[CountField]]; i++)
        {
            ulong entry = table + ((ulong)i * (_is64 ? 64u : 40u));
            ElfField[] fields = entry < (ulong)_data.Length ? Lay((int)entry, 4, 4, word, word, word, word, 4, 4, word, word) : [];
            if (fields.Length == 0 || fields[^1].Offset + word > _data.Length)
            {
                yield break;
            }

            yield return fields;
        }
    }

    private static ElfField[] Lay(int start, params ReadOnlySpan<int> widths)
    {
        ElfField[] fields = new ElfField[widths.Length];
        for (int i = 0; i < widths.Length; i++)
        {
            fields[i] = new ElfField(start, widths[i]);
            start += widths[i];
        }

        return fields;
    }
}
