namespace Btf.Core;

/// <summary>Writes the last lines of a structure's layout: the sums of its members, holes and paddings.</summary>
internal static class LayoutTotalsText
{
    /// <summary>Writes the lines in pahole's words.</summary>
    public static void Write(BtfComposite composite, in LayoutTotals totals, ref Utf8Writer output)
    {
        uint size = composite.Size;
        output.Write("\n\t/* size: "u8);
        output.Write(size);
        output.Write(", cachelines: "u8);
        output.Write(((ulong)size + BtfLayout.CacheLineSize - 1) / BtfLayout.CacheLineSize);
        output.Write(", members: "u8);
        output.Write(composite.Members.Count);
        output.Write(" */\n"u8);
        if (totals.Holes > 0 || totals.BitHoles > 0)
        {
            output.Write("\t/* sum members: "u8);
            output.Write(totals.MemberBytes);
            WriteSums(", holes: "u8, totals.Holes, ", sum holes: "u8, totals.HoleBytes, ref output);
            output.Write(" */\n"u8);
            if (totals.BitfieldBits > 0)
            {
                WriteBitfields(totals, ref output);
            }
        }

        WritePadding(composite, ref output);
        if (totals.Paddings > 0)
        {
            output.Write("\t/* paddings: "u8);
            output.Write(totals.Paddings);
            output.Write(", sum paddings: "u8);
            output.Write(totals.PaddingBytes);
            output.Write(" */\n"u8);
        }

        WriteBitPadding(composite, ref output);

        if (size % BtfLayout.CacheLineSize != 0)
        {
            output.Write("\t/* last cacheline: "u8);
            output.Write(size % BtfLayout.CacheLineSize);
            output.Write(" bytes */\n"u8);
        }
    }

    private static void WriteBitfields(in LayoutTotals totals, ref Utf8Writer output)
    {
        output.Write("\t/* sum bitfield members: "u8);
        output.Write(totals.BitfieldBits);
        output.Write(" bits"u8);
        if (totals.BitHoles > 0)
        {
            WriteSums(", bit holes: "u8, totals.BitHoles, ", sum bit holes: "u8, totals.BitHoleBits, ref output);
            output.Write(" bits"u8);
        }
        else
        {
            output.Write(" ("u8);
            output.Write(totals.BitfieldBits / 8);
            output.Write(" bytes)"u8);
        }

        output.Write(" */\n"u8);
    }

    private static void WriteSums(ReadOnlySpan<byte> counted, int count, ReadOnlySpan<byte> summed, ulong sum, ref Utf8Writer output)
    {
        if (count > 0)
        {
            output.Write(counted);
            output.Write(count);
            output.Write(summed);
            output.Write(sum);
        }
    }

    private static void WritePadding(BtfComposite composite, ref Utf8Writer output)
    {
        ulong padding = LayoutPlaces.PaddingOf(composite);
        if (padding > 0)
        {
            output.Write("\t/* padding: "u8);
            output.Write(padding);
            output.Write(" */\n"u8);
        }
    }

    private static void WriteBitPadding(BtfComposite composite, ref Utf8Writer output)
    {
        int count = composite.Members.Count;
        if (count == 0)
        {
            return;
        }

        LayoutMember last = LayoutPlaces.PlaceOf(LayoutOrder.Last(composite));
        long bits = Math.Min(last.EndByte, composite.Size) * 8 - last.EndBit;
        if (last.Bits != 0 && bits > 0)
        {
            output.Write("\t/* bit_padding: "u8);
            output.Write(bits);
            output.Write(" bits */\n"u8);
        }
    }
}
