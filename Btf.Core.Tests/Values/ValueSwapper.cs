using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Converts the bytes of a structure to the other byte order. It recurses, and is only for types from compilers.</summary>
public static class ValueSwapper
{
    /// <summary>Whether a type has no unions, so that no two members share bytes.</summary>
    public static bool CanSwap(BtfType type)
    {
        type = type.Underlying;
        if (type.Kind == BtfKind.Array)
        {
            return CanSwap(type.AsArray().ElementType);
        }

        if (type.Kind == BtfKind.Struct)
        {
            foreach (BtfMember member in type.AsComposite().Members)
            {
                if (!CanSwap(member.Type))
                {
                    return false;
                }
            }
        }

        return type.Kind != BtfKind.Union;
    }

    /// <summary>Returns little-endian bytes as big-endian ones.</summary>
    public static byte[] Swap(BtfType type, ReadOnlySpan<byte> data)
    {
        byte[] result = new byte[data.Length];
        Swap(type, data, 0, 0, result);
        return result;
    }

    private static void Swap(BtfType type, ReadOnlySpan<byte> data, int bit, int width, byte[] result)
    {
        type = type.Underlying;
        switch (type.Kind)
        {
            case BtfKind.Struct:
                foreach (BtfMember member in type.AsComposite().Members)
                {
                    Swap(member.Type, data, bit + (int)member.BitOffset, member.BitfieldSize, result);
                }

                break;
            case BtfKind.Array:
                BtfArray array = type.AsArray();
                for (int i = 0; i < array.Count; i++)
                {
                    Swap(array.ElementType, data, bit + i * (int)array.ElementType.SizeInBytes * 8, 0, result);
                }

                break;
            default:
                width = width == 0 ? (int)type.SizeInBytes * 8 : width;
                for (int i = 0; i < width; i++)
                {
                    // The lowest bit is the first bit in little-endian data and the last in big-endian data.
                    int from = bit + i;
                    int to = bit + width - 1 - i;
                    int value = data[from / 8] >> (from % 8) & 1;
                    result[to / 8] |= (byte)(value << (7 - to % 8));
                }

                break;
        }
    }
}
