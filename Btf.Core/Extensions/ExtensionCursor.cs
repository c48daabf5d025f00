namespace Btf.Core.Extensions;

/// <summary>A position among the records of one part of <c>.BTF.ext</c>. It holds no span, so it can be stored anywhere.</summary>
internal struct ExtensionCursor
{
    private const int BlockHeadSize = 8;

    private readonly BtfExtensionPart _part;
    private readonly int _end;
    private readonly int _recordSize;
    private int _next;
    private uint _left;

    private ExtensionCursor(BtfExtensionPart part, int next, int end, int recordSize)
    {
        _part = part;
        _next = next;
        _end = end;
        _recordSize = recordSize;
    }

    /// <summary>The offset of the current record in the data.</summary>
    public int Place { get; private set; }

    /// <summary>The string offset of the name of the current block's ELF section.</summary>
    public uint SectionNameOffset { get; private set; }

    /// <summary>The length of the part's records in bytes; 0 if the part is absent.</summary>
    public readonly int RecordSize => _recordSize;

    /// <summary>Returns the words for a part's records in messages.</summary>
    public static string NameOf(BtfExtensionPart part) => part switch
    {
        BtfExtensionPart.Functions => "function records",
        BtfExtensionPart.Lines => "line records",
        _ => "CO-RE records",
    };

    /// <summary>Starts before the first record of a part, and checks the part's place and record size.</summary>
    public static BtfError Start(in ExtensionHeader header, ReadOnlySpan<byte> data, BtfExtensionPart part, out ExtensionCursor cursor)
    {
        cursor = new ExtensionCursor(part, 0, 0, 0);
        BtfError error = header.Locate(part, data.Length, out int start, out int end);
        if (!error.IsNone || start == end)
        {
            return error;
        }

        if (end - start < sizeof(uint))
        {
            return Bad(start, $"The {NameOf(part)} of .BTF.ext take {end - start} bytes; their size alone takes 4");
        }

        uint size = WordReader.ReadUInt32(data, start, header.IsSwapped);
        uint least = part == BtfExtensionPart.Functions ? 8u : 16u;
        if (size < least || (size & 3) != 0 || size > int.MaxValue)
        {
            return Bad(start, $"The {NameOf(part)} of .BTF.ext say that each has {size} bytes; the size must be a multiple of 4 and at least {least}");
        }

        if (end - start == sizeof(uint))
        {
            return Bad(start, $"The {NameOf(part)} of .BTF.ext have a size and no block");
        }

        cursor = new ExtensionCursor(part, start + sizeof(uint), end, (int)size);
        return default;
    }

    /// <summary>Moves to the next record. After an error the cursor stays where it was.</summary>
    /// <param name="data">The whole of <c>.BTF.ext</c>.</param>
    /// <param name="swapped">Whether its byte order is not the machine's.</param>
    /// <param name="moved">False at the end of the part.</param>
    /// <returns>The error, if any.</returns>
    public BtfError Step(ReadOnlySpan<byte> data, bool swapped, out bool moved)
    {
        moved = false;
        if (_left == 0)
        {
            if (_next == _end)
            {
                return default;
            }

            BtfError error = EnterBlock(data, swapped);
            if (!error.IsNone)
            {
                return error;
            }
        }

        Place = _next;
        _next += _recordSize;
        _left--;
        moved = true;
        return default;
    }

    private BtfError EnterBlock(ReadOnlySpan<byte> data, bool swapped)
    {
        int room = _end - _next;
        if (room < BlockHeadSize)
        {
            return Bad(_next, $"The {NameOf(_part)} of .BTF.ext end inside the head of a block: {room} bytes are left, it takes {BlockHeadSize}");
        }

        uint count = WordReader.ReadUInt32(data, _next + 4, swapped);
        if (count == 0)
        {
            return Bad(_next + 4, $"A block of {NameOf(_part)} of .BTF.ext has no record; it must have at least 1");
        }

        // In 64 bits, because a hostile count would overflow 32.
        ulong length = (ulong)count * (uint)_recordSize;
        if (length > (ulong)(room - BlockHeadSize))
        {
            return Bad(_next + 4, $"A block of {count} {NameOf(_part)} of .BTF.ext takes {length} bytes; {room - BlockHeadSize} are left");
        }

        SectionNameOffset = WordReader.ReadUInt32(data, _next, swapped);
        _next += BlockHeadSize;
        _left = count;
        return default;
    }

    private static BtfError Bad(long at, string text) => new(BtfErrorCode.BadExtension, at, text: text);
}
