namespace Btf.Core;

/// <summary>
/// Writes typedefs for Arm's polynomial types. GCC has them built in and describes them as integers with names that other compilers do not know.
/// </summary>
internal static class CPolynomials
{
    /// <summary>Writes a typedef if an integer is one of them.</summary>
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
