namespace Btf.Core.Extensions;

/// <summary>The header of <c>.BTF.ext</c> (<c>struct btf_ext_header</c>), which locates its parts.</summary>
internal readonly struct ExtensionHeader
{
    private const int FixedLength = 8;
    private const int LeastLength = 24;
    private const int LengthWithCore = 32;

    private readonly uint _length;
    private readonly PartRange _functions;
    private readonly PartRange _lines;
    private readonly PartRange _relocations;

    private ExtensionHeader(ReadOnlySpan<byte> data, uint length, bool swapped)
    {
        _length = length;
        IsSwapped = swapped;
        _functions = PartRange.Read(data, FixedLength, swapped);
        _lines = PartRange.Read(data, FixedLength + PartRange.Size, swapped);
        _relocations = length >= LengthWithCore ? PartRange.Read(data, LeastLength, swapped) : default;
    }

    /// <summary>Whether the data's byte order is not the machine's.</summary>
    public bool IsSwapped { get; }

    /// <summary>Reads the header. Like libbpf, it accepts a header that is longer than known, and ignores the rest.</summary>
    /// <returns>The error, if any.</returns>
    public static BtfError Parse(ReadOnlySpan<byte> data, out ExtensionHeader header)
    {
        header = default;
        if (data.Length < FixedLength)
        {
            return Bad(data.Length, $"The .BTF.ext section has {data.Length} bytes; its header takes {LeastLength}");
        }

        ushort magic = WordReader.ReadUInt16(data, 0, swapped: false);
        bool swapped = magic == 0x9FEB;
        if (magic != 0xEB9F && !swapped)
        {
            return Bad(0, $"The .BTF.ext section begins with 0x{magic:X4}, not with the magic number 0xEB9F");
        }

        if (data[2] != 1)
        {
            return Bad(2, $".BTF.ext version {data[2]} is not supported; the only known one is 1");
        }

        if (data[3] != 0)
        {
            return Bad(3, $".BTF.ext header flags 0x{data[3]:X2} are not supported; none is defined");
        }

        uint length = WordReader.ReadUInt32(data, 4, swapped);
        if (length < LeastLength || length > (uint)data.Length)
        {
            return Bad(4, $"The .BTF.ext header says that it is {length} bytes long; it must have {LeastLength} to {data.Length}");
        }

        if (length == (uint)data.Length)
        {
            return Bad(4, "The .BTF.ext section holds nothing but its header");
        }

        header = new ExtensionHeader(data, length, swapped);
        return default;
    }

    /// <summary>Finds the range of a part in the data. The range is empty if the part is absent.</summary>
    /// <returns>The error, if any.</returns>
    public BtfError Locate(BtfExtensionPart part, int dataLength, out int start, out int end)
    {
        PartRange range = part switch
        {
            BtfExtensionPart.Functions => _functions,
            BtfExtensionPart.Lines => _lines,
            _ => _relocations,
        };
        start = end = 0;
        if (range.Length == 0)
        {
            return default;
        }

        int field = FixedLength + ((int)part * PartRange.Size);
        if ((range.Offset & 3) != 0)
        {
            return Bad(field, $"The {ExtensionCursor.NameOf(part)} of .BTF.ext start at offset {range.Offset}, which is not a multiple of 4");
        }

        ulong last = (ulong)_length + range.Offset + range.Length;
        if (last > (ulong)dataLength)
        {
            return Bad(field, $"The {ExtensionCursor.NameOf(part)} of .BTF.ext end at byte {last}; the section has {dataLength}");
        }

        start = (int)(_length + range.Offset);
        end = (int)last;
        return default;
    }

    private static BtfError Bad(long at, string text) => new(BtfErrorCode.BadExtension, at, text: text);
}
