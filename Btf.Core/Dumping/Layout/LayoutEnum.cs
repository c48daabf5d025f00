namespace Btf.Core;

/// <summary>Writes enumerations in a layout.</summary>
internal static class LayoutEnum
{
    /// <summary>Writes an enumeration with its values in a column, up to its closing brace.</summary>
    public static void Write(BtfEnum enumeration, int level, ref Utf8Writer output)
    {
        output.Write("enum "u8);
        if (enumeration.AsType().NameOffset != 0)
        {
            output.WriteName(enumeration.Name.Bytes);
            output.Write(' ');
        }

        int longest = 0;
        foreach (BtfEnumValue value in enumeration.Values)
        {
            longest = Math.Max(longest, value.Name.Bytes.Length);
        }

        long limit = CDumpContext.TextLimitOf(enumeration.AsType().Object);
        output.Write("{\n"u8);
        foreach (BtfEnumValue value in enumeration.Values)
        {
            if (output.Written > limit)
            {
                CDumpContext.ThrowTooMuch(enumeration.AsType());
            }

            output.Write('\t', level + 1);
            ReadOnlySpan<byte> name = value.Name.Bytes;
            output.WriteName(name);
            output.Write(' ', longest - name.Length);
            output.Write(" = "u8);
            if (enumeration.IsSigned)
            {
                output.Write(value.SignedValue);
            }
            else
            {
                output.Write(value.UnsignedValue);
            }

            output.Write(",\n"u8);
        }

        output.Write('\t', level);
        output.Write('}');
    }
}
