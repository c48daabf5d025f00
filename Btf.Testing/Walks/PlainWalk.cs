using System.Buffers.Binary;

namespace Btf.Testing;

/// <summary>A simple walk over a type section, one record after the other, up to the first bad one.</summary>
public static class PlainWalk
{
    private const int Head = 12;

    /// <summary>Returns the start of each good record. <paramref name="end"/> is the section's length or the start of the first bad record.</summary>
    /// <param name="types">The type section.</param>
    /// <param name="bigEndian">The byte order.</param>
    /// <param name="unknownKind">An unknown kind that a layout section describes; 0 for none.</param>
    /// <param name="unknown">That kind's sizes.</param>
    /// <param name="end">The end of the walk.</param>
    public static List<uint> Starts(ReadOnlySpan<byte> types, bool bigEndian, uint unknownKind, RawLayoutEntry unknown, out long end)
    {
        List<uint> starts = [];
        end = 0;
        while (types.Length - end >= Head)
        {
            ReadOnlySpan<byte> word = types.Slice((int)end + 4, 4);
            uint info = bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(word) : BinaryPrimitives.ReadUInt32LittleEndian(word);
            long size = Size(info, unknownKind, unknown);
            if (size < 0 || end + size > types.Length)
            {
                break;
            }

            starts.Add((uint)end);
            end += size;
        }

        return starts;
    }

    private static long Size(uint info, uint unknownKind, RawLayoutEntry unknown)
    {
        long vlen = info & 0xFFFFFF;
        uint kind = (info >> 24) & 0x7F;
        return kind switch
        {
            1 or 14 or 17 => Head + 4,
            3 => Head + 12,
            4 or 5 or 15 or 19 => Head + 12 * vlen,
            6 or 13 => Head + 8 * vlen,
            >= 1 and <= 18 => Head,
            _ when kind == unknownKind && kind != 0 => Head + unknown.InfoSize + unknown.ElementSize * vlen,
            _ => -1,
        };
    }
}
