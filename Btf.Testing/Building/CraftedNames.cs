using System.Buffers.Binary;

namespace Btf.Testing;

/// <summary>Makes names that no compiler writes.</summary>
public static class CraftedNames
{
    /// <summary>Types whose names are all suffixes of one string.</summary>
    public static byte[] Suffixes(int count)
    {
        const int record = 12;
        byte[] data = new byte[24 + (record * count) + count + 2];
        Span<byte> at = data;
        BinaryPrimitives.WriteUInt16LittleEndian(at, 0xEB9F);
        data[2] = 1;
        BinaryPrimitives.WriteInt32LittleEndian(at[4..], 24);
        BinaryPrimitives.WriteInt32LittleEndian(at[12..], record * count);
        BinaryPrimitives.WriteInt32LittleEndian(at[16..], record * count);
        BinaryPrimitives.WriteInt32LittleEndian(at[20..], count + 2);
        for (int i = 0; i < count; i++)
        {
            // Forward declarations.
            BinaryPrimitives.WriteInt32LittleEndian(at[(24 + (record * i))..], i + 1);
            BinaryPrimitives.WriteUInt32LittleEndian(at[(28 + (record * i))..], 7u << 24);
        }

        at.Slice(24 + (record * count) + 1, count).Fill((byte)'a');
        return data;
    }
}
