using System.Buffers.Binary;

namespace Btf.Testing;

/// <summary>A simple walk over valid BTF that counts records without the library.</summary>
public static class RawWalk
{
    public static bool IsBigEndian(ReadOnlySpan<byte> btf) => btf[0] == 0xEB;

    /// <summary>Returns the number of records in the type section, without void.</summary>
    public static int CountTypes(ReadOnlySpan<byte> btf)
    {
        bool bigEndian = IsBigEndian(btf);
        uint Word(ReadOnlySpan<byte> bytes, int offset) => bigEndian
            ? BinaryPrimitives.ReadUInt32BigEndian(bytes[offset..])
            : BinaryPrimitives.ReadUInt32LittleEndian(bytes[offset..]);

        int position = (int)(Word(btf, 4) + Word(btf, 8));
        int end = position + (int)Word(btf, 12);
        int count = 0;
        while (position < end)
        {
            position += RecordSize(Word(btf, position + 4));
            count++;
        }

        return position == end ? count : throw new InvalidDataException($"The last record ends at {position}, the types at {end}.");
    }

    private static int RecordSize(uint info)
    {
        int vlen = (int)(info & 0xFFFFFF);
        uint kind = (info >> 24) & 0x7F;
        return 12 + kind switch
        {
            1 or 14 or 17 => 4,
            3 => 12,
            4 or 5 or 15 or 19 => 12 * vlen,
            6 or 13 => 8 * vlen,
            >= 1 and <= 18 => 0,
            _ => throw new InvalidDataException($"Kind {kind} is not known."),
        };
    }
}
