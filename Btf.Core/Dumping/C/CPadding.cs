namespace Btf.Core;

/// <summary>Fills a gap between members with unnamed bit-fields, where a compiler would not leave it by itself.</summary>
/// <remarks>
/// Numbers are 32-bit signed, and overflow, as libbpf's do: sizes at which that matters are none that compilers make.
/// </remarks>
internal static class CPadding
{
    private const int TypeCount = 4;

    // Where a gap would take more lines of the smallest type, the largest is used.
    private const int MostPieces = 64;

    /// <summary>Writes what fills a gap.</summary>
    /// <param name="from">Its first bit.</param>
    /// <param name="to">The first bit after it.</param>
    /// <param name="alignment">In bytes, of what follows.</param>
    /// <param name="betweenBitfields">Whether it lies between two bit-fields.</param>
    /// <param name="form">What the bit-fields have to go by besides.</param>
    /// <param name="level">How far the lines are indented.</param>
    /// <param name="context">Says how large a pointer is, and how much text may be written.</param>
    /// <param name="output">Takes the text.</param>
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
            // A compiler goes to that boundary unasked, unless what follows needs no such alignment or would fit before it.
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

    /// <summary>The largest type of so many bits at most.</summary>
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
