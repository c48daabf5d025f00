namespace Btf.Core;

/// <summary>Fills gaps between members with unnamed bit-fields, unless a compiler would leave the gap by itself.</summary>
/// <remarks>
/// Numbers are 32-bit signed and overflow, as in libbpf. No compiler makes types so large that this matters.
/// </remarks>
internal static class CPadding
{
    private const int TypeCount = 4;

    // If a gap needs more lines than this of the smallest type, the largest type is used.
    private const int MostPieces = 64;

    /// <summary>Writes the bit-fields that fill a gap.</summary>
    /// <param name="from">The first bit of the gap.</param>
    /// <param name="to">The first bit after it.</param>
    /// <param name="alignment">The alignment in bytes of the next member.</param>
    /// <param name="betweenBitfields">Whether the gap lies between two bit-fields.</param>
    /// <param name="form">What the bit-fields depend on besides.</param>
    /// <param name="level">The indentation of the lines.</param>
    /// <param name="context">The dump, which knows the size of a pointer and bounds the text.</param>
    /// <param name="output">Receives the text.</param>
    public static void Write(int from, int to, int alignment, bool betweenBitfields, CPaddingForm form, int level, CDumpContext context, ref Utf8Writer output)
    {
        // The largest type with a boundary in the gap.
        int type = to - from > MostPieces * 8 ? 0 : TypeOf(form.MostBits, context.PointerSize);
        int width;
        int boundary;
        do
        {
            width = Width(type, context.PointerSize);
            boundary = RoundUp(from, width);
        }
        while (boundary > to && ++type < TypeCount);
        type = Math.Min(type, TypeCount - 1);
        if (boundary > from && boundary <= to && !form.IsPacked)
        {
            // A compiler moves to that boundary by itself, unless the next member does not need the alignment or would fit before it.
            bool unasked = boundary == to ? RoundUp(from, alignment * 8) == boundary : unchecked(to - boundary > boundary - from);
            if (betweenBitfields || !unasked)
            {
                Line(type, betweenBitfields ? boundary - from : 0, level, ref output);
            }

            from = boundary;
        }

        while (from != to)
        {
            context.CheckText(output.Written);
            int bits = unchecked(to - from);
            if (bits >= width)
            {
                bits = width;
            }
            else
            {
                type = Smallest(bits, context.PointerSize);
            }

            Line(type, bits, level, ref output);
            from = unchecked(from + bits);
        }
    }

    /// <summary>Returns the largest type that has at most so many bits.</summary>
    private static int TypeOf(int bits, uint pointerSize)
    {
        int type = 0;
        while (type < TypeCount - 1 && Width(type, pointerSize) > bits)
        {
            type++;
        }

        return type;
    }

    private static int Smallest(int bits, uint pointerSize)
    {
        int type = TypeCount - 1;
        while (type > 0 && Width(type, pointerSize) < bits)
        {
            type--;
        }

        return type;
    }

    private static void Line(int type, int bits, int level, ref Utf8Writer output)
    {
        output.Write(CIndent.NewLine(level));
        output.Write(type switch
        {
            0 => "long: "u8,
            1 => "int: "u8,
            2 => "short: "u8,
            _ => "char: "u8,
        });
        output.Write(bits);
        output.Write(';');
    }

    private static int Width(int type, uint pointerSize) => type switch
    {
        0 => (int)pointerSize * 8,
        1 => 32,
        2 => 16,
        _ => 8,
    };

    private static int RoundUp(int value, int factor) => factor == 0 ? value : unchecked((value + factor - 1) / factor * factor);
}
