namespace Btf.Core;

/// <summary>The types of Arm's polynomials, which GCC has built in and writes out as integers that no other compiler knows.</summary>
internal static class CPolynomials
{
    /// <summary>Writes a typedef for an integer that is one of them.</summary>
    public static void Write(BtfType type, CName name, ref Utf8Writer output)
    {
        BtfString own = type.Name;
        if (name.Number != 0 || !own.Bytes.StartsWith("__Poly"u8))
        {
            return;
        }

        ReadOnlySpan<byte> same =
            own == "__Poly8_t"u8 ? "unsigned char"u8
            : own == "__Poly16_t"u8 ? "unsigned short"u8
            : own == "__Poly64_t"u8 ? "unsigned long long"u8
            : own == "__Poly128_t"u8 ? "unsigned __int128"u8
            : default;
        if (!same.IsEmpty)
        {
            output.Write("typedef "u8);
            output.Write(same);
            output.Write(' ');
            output.WriteName(own.Bytes);
            output.Write(";\n\n"u8);
        }
    }
}
