namespace Btf.Core.Values;

/// <summary>The text of libbpf's <c>btf_dump__dump_type_data</c>.</summary>
/// <remarks>
/// Inside an array every value is written, without casts, except characters that are zero. A character array ends at its first zero byte, which is written only
/// if zeroes are. Three faults of libbpf 1.8 are not copied: signed bit-fields, characters after a character array, and nested structures that start with
/// zeros.
/// </remarks>
internal readonly struct LibbpfStyle : IValueStyle
{
    public static bool EndsTextAtZero => true;

    public static bool WritesOneArm => false;

    public static bool Omits(in ValueContext context, in ValueNode node) => false;

    public static bool SkipsZero(in ValueContext context, in ValueNode node) => !context.Zeroes && (context.ArrayDepth == 0 || node.IsCharacter);

    public static bool IsString(in ValueContext context, ReadOnlySpan<byte> bytes, BtfType element, out int length)
    {
        length = context.Strings ? bytes.IndexOf((byte)0) : -1;
        return length >= 0;
    }

    public static bool Begin(ref ValueContext context, in ValueNode node)
    {
        context.WriteIndent(context.Depth);
        if (node.Kind is BtfKind.Var or BtfKind.DataSec)
        {
            return true;
        }

        if (context.SkipNames)
        {
            return true;
        }

        ReadOnlySpan<byte> name = context.Name(node.NameOffset);
        if (!name.IsEmpty)
        {
            context.Output.Write('.');
            context.Output.WriteName(name);
            context.Output.Write(" = "u8);
        }

        if (context.ArrayDepth > 0)
        {
            return true;
        }

        context.Output.Write('(');
        bool done = context.WriteType(node.Declared.Id);
        context.Output.Write(')');
        return done;
    }

    public static bool Integer(ref ValueContext context, in ValueNode node, in ValueScalar scalar)
    {
        ref Utf8Writer output = ref context.Output;
        if (node.Width > 0 && node.Kind == BtfKind.Int)
        {
            output.Write(scalar.IsNegative ? "-0x"u8 : "0x"u8);
            WriteHex(scalar.Magnitude, ref output);
        }
        else if (scalar.IsWide)
        {
            output.Write("0x"u8);
            WriteHex(scalar.Bits, ref output);
        }
        else if (node.IsCharacter && scalar.Low is >= ' ' and <= '~')
        {
            output.Write('\'');
            output.Write((char)scalar.Low);
            output.Write('\'');
        }
        else if (node.IsCharacter && scalar.Low == 0)
        {
            output.Write("'\\0'"u8);
        }
        else
        {
            WriteDecimal(scalar, ref output);
            output.Write(node.Kind != BtfKind.Enum64 ? default : scalar.IsSigned ? "LL"u8 : "ULL"u8);
        }

        return EndValue(ref context);
    }

    public static bool Enumerator(ref ValueContext context, in ValueNode node, in ValueScalar scalar, ReadOnlySpan<byte> name)
    {
        context.Output.WriteName(name);
        return EndValue(ref context);
    }

    public static bool Float(ref ValueContext context, in ValueNode node, ReadOnlySpan<byte> data)
    {
        FloatText.WriteFixed(data, context.IsBigEndian, ref context.Output);
        return EndValue(ref context);
    }

    public static bool Pointer(ref ValueContext context, in ValueNode node, ulong address)
    {
        // libbpf writes an aligned pointer of the machine's size with printf's %p, which prints a null pointer as "(nil)".
        if (address == 0 && node.Size == sizeof(ulong) && node.BitOffset % (8 * sizeof(ulong)) == 0)
        {
            context.Output.Write("(nil)"u8);
        }
        else
        {
            context.Output.Write("0x"u8);
            context.Output.Write(address, "x");
        }

        return EndValue(ref context);
    }

    public static bool String(ref ValueContext context, in ValueNode node, ReadOnlySpan<byte> text)
    {
        ref Utf8Writer output = ref context.Output;
        output.Write('"');
        foreach (byte character in text)
        {
            if (character is >= (byte)' ' and <= (byte)'~')
            {
                output.Write((char)character);
            }
            else
            {
                output.Write("\\x"u8);
                output.Write(character, "x2");
            }
        }

        output.Write('"');
        return EndValue(ref context);
    }

    public static bool Open(ref ValueContext context, in ValueNode node, ref ValueFrame frame)
    {
        ref Utf8Writer output = ref context.Output;
        switch (frame.Kind)
        {
            case BtfKind.Var:
                output.Write(node.Type.AsVariable().Linkage switch
                {
                    BtfVariableLinkage.Static => "static "u8,
                    BtfVariableLinkage.GlobalExtern => "extern "u8,
                    _ => default,
                });
                bool done = context.WriteType(node.Type.SizeOrType);
                output.Write(' ');
                output.WriteName(context.Name(node.Type.NameOffset));
                output.Write(" = "u8);
                return done;
            case BtfKind.DataSec:
                output.Write("SEC(\""u8);
                output.WriteName(context.Name(node.Type.NameOffset));
                output.Write("\") "u8);
                return true;
            default:
                output.Write(frame.Kind == BtfKind.Array ? '[' : '{');
                context.EndLine();
                return true;
        }
    }

    public static void Close(ref ValueContext context, in ValueFrame frame)
    {
        switch (frame.Kind)
        {
            case BtfKind.Var:
                if (context.Frames.Count > 0)
                {
                    context.Output.Write(';');
                }

                break;
            case BtfKind.DataSec:
                break;
            default:
                context.WriteIndent(context.Depth);
                context.Output.Write(frame.Kind == BtfKind.Array ? ']' : '}');
                _ = EndValue(ref context);
                break;
        }
    }

    /// <summary>Writes a number in decimal.</summary>
    internal static void WriteDecimal(in ValueScalar scalar, ref Utf8Writer output)
    {
        if (scalar.IsSigned)
        {
            output.Write(scalar.Extended);
        }
        else
        {
            output.Write(scalar.Low);
        }
    }

    /// <summary>Writes a number in hexadecimal, without leading zeros.</summary>
    internal static void WriteHex(UInt128 value, ref Utf8Writer output)
    {
        ulong high = (ulong)(value >> 64);
        if (high != 0)
        {
            output.Write(high, "x");
        }

        output.Write((ulong)value, high != 0 ? "x16" : "x");
    }

    private static bool EndValue(ref ValueContext context)
    {
        if (context.Depth > 0)
        {
            context.Output.Write(',');
            context.EndLine();
        }

        return true;
    }
}
