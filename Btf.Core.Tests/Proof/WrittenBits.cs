namespace Btf.Core.Tests;

/// <summary>Finds the bits of a value that a C initialiser can hold: those of named members, and for a union, of its first largest member.</summary>
/// <remarks>It walks the types by itself, and shares no code with the writer of values.</remarks>
internal static class WrittenBits
{
    /// <summary>Sets these bits, and reduces bytes of booleans to 0 or 1.</summary>
    /// <param name="type">The type.</param>
    /// <param name="value">The value, in little-endian order.</param>
    /// <param name="bits">Receives the bits.</param>
    public static void Mark(BtfType type, byte[] value, byte[] bits)
    {
        Stack<(BtfType Type, ulong Bit, int Width)> waiting = new([(type, 0UL, 0)]);
        while (waiting.TryPop(out (BtfType Type, ulong Bit, int Width) part))
        {
            BtfType end = part.Type.Underlying;
            if (end.TryAsArray(out BtfArray array))
            {
                for (uint i = 0; i < array.Count; i++)
                {
                    waiting.Push((array.ElementType, part.Bit + i * array.ElementType.SizeInBytes * 8UL, 0));
                }
            }
            else if (end.TryAsComposite(out BtfComposite composite))
            {
                foreach (BtfMember member in MembersOf(composite))
                {
                    waiting.Push((member.Type, part.Bit + member.BitOffset, member.BitfieldSize));
                }
            }
            else
            {
                int width = part.Width > 0 ? part.Width : (int)end.SizeInBytes * 8;
                if (part.Width == 0 && end.TryAsInt(out BtfInt integer) && (integer.Encoding & BtfIntEncoding.Bool) != 0)
                {
                    value[part.Bit / 8] &= 1;
                }

                for (ulong bit = part.Bit; bit < part.Bit + (ulong)width; bit++)
                {
                    bits[bit / 8] |= (byte)(1 << (int)(bit % 8));
                }
            }
        }
    }

    private static BtfMember[] MembersOf(BtfComposite composite)
    {
        BtfMember[] members = [.. composite.Members];
        return composite.AsType().Kind == BtfKind.Union && members.Length > 0
            ? [members.MaxBy(member => member.Type.SizeInBytes)]
            : members;
    }
}
