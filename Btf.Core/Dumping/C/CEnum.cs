namespace Btf.Core;

/// <summary>Writes the definitions of enumerations in C.</summary>
internal static class CEnum
{
    /// <summary>Writes an enumeration's definition, without the semicolon.</summary>
    public static void Write(BtfType type, int level, CDumpContext context, CNames names, ref Utf8Writer output)
    {
        output.Write("enum"u8);
        if (type.NameOffset != 0)
        {
            output.Write(' ');
            names.WriteDeclared(names.OfTag(type), ref output);
        }

        BtfElementList<BtfEnumValue> values = type.AsEnum().Values;
        if (values.Count == 0)
        {
            return;
        }

        output.Write(" {"u8);
        bool wide = type.Kind == BtfKind.Enum64;
        bool signed = type.KindFlag;
        bool needsAllBits = false;
        foreach (BtfEnumValue value in values)
        {
            context.CheckText(output.Written);
            output.Write(CIndent.NewLine(level + 1));
            names.WriteDeclared(names.OfValue(value.NameOffset), ref output);
            output.Write(" = "u8);
            if (wide)
            {
                needsAllBits |= value.UnsignedValue >> 32 != 0;
                WriteWide(value, signed, ref output);
            }
            else if (signed)
            {
                output.Write((int)value.UnsignedValue);
            }
            else
            {
                output.Write((uint)value.UnsignedValue);
            }

            output.Write(',');
        }

        output.Write(CIndent.NewLine(level));
        output.Write('}');
        if (type.SizeOrType == 1)
        {
            output.Write(" __attribute__((mode(byte)))"u8);
        }
        else if (type.SizeOrType == 2 && context.IsCorrect)
        {
            output.Write(" __attribute__((mode(HI)))"u8);
        }
        else if (type.SizeOrType == 8 && context.PointerSize == 8 && !needsAllBits)
        {
            // The values alone would not make a compiler use 8 bytes.
            output.Write(" __attribute__((mode(word)))"u8);
        }
    }

    private static void WriteWide(BtfEnumValue value, bool signed, ref Utf8Writer output)
    {
        if (signed)
        {
            output.Write(value.SignedValue);
            output.Write("LL"u8);
        }
        else
        {
            output.Write(value.UnsignedValue);
            output.Write("ULL"u8);
        }
    }
}
