using System.Globalization;

namespace Btf.Core.Values;

/// <summary>Writes the JSON of <c>bpftool -j map dump</c>: all members, bit-fields and 128-bit integers as hexadecimal strings, pointers as numbers.</summary>
/// <remarks>
/// As in bpftool, an anonymous member has the key <c>""</c>, a variable is an object with one key, and an array of <c>char</c> is a string if it is printable
/// up to a zero byte. Unlike in bpftool, a negative bit-field has a minus sign, an enumerator in a bit-field has its name, and floating-point values are
/// numbers.
/// </remarks>
internal readonly struct JsonStyle : IValueStyle
{
    private const int LongestNumber = 32;

    public static bool EndsTextAtZero => false;

    public static bool WritesOneArm => false;

    public static bool Omits(in ValueContext context, in ValueNode node) => false;

    public static bool SkipsZero(in ValueContext context, in ValueNode node) => false;

    public static bool IsString(in ValueContext context, ReadOnlySpan<byte> bytes, BtfType element, out int length)
    {
        length = bytes.IndexOf((byte)0);
        return length >= 0
            && element.Unqualified.TryAsInt(out BtfInt integer)
            && (integer.Encoding == BtfIntEncoding.Char || integer.Name == "char"u8)
            && !bytes[..length].ContainsAnyExceptInRange((byte)' ', (byte)'~');
    }

    public static bool Begin(ref ValueContext context, in ValueNode node)
    {
        if (context.Frames.Count == 0)
        {
            return true;
        }

        ref ValueFrame parent = ref context.Frames.Last;
        if (parent.Written > 0)
        {
            context.Output.Write(',');
        }

        if (parent.Kind is BtfKind.Struct or BtfKind.Union)
        {
            WriteKey(ref context, node.NameOffset);
        }

        return true;
    }

    public static bool Integer(ref ValueContext context, in ValueNode node, in ValueScalar scalar)
    {
        ref Utf8Writer output = ref context.Output;
        if (scalar.IsWide || node.Width > 0)
        {
            output.Write(node.Width > 0 && scalar.IsNegative ? "\"-0x"u8 : "\"0x"u8);
            LibbpfStyle.WriteHex(node.Width > 0 ? scalar.Magnitude : scalar.Bits, ref output);
            output.Write('"');
        }
        else if (scalar.Encoding == BtfIntEncoding.Bool)
        {
            output.Write(scalar.Low != 0 ? "true"u8 : "false"u8);
        }
        else if (scalar.Encoding == BtfIntEncoding.Char && scalar.Low is >= ' ' and <= '~')
        {
            output.Write('"');
            output.Write(scalar.Low is '"' or '\\' ? "\\"u8 : default);
            output.Write((char)scalar.Low);
            output.Write('"');
        }
        else
        {
            LibbpfStyle.WriteDecimal(scalar, ref output);
        }

        return true;
    }

    public static bool Enumerator(ref ValueContext context, in ValueNode node, in ValueScalar scalar, ReadOnlySpan<byte> name) => String(ref context, node, name);

    public static bool Float(ref ValueContext context, in ValueNode node, ReadOnlySpan<byte> data)
    {
        double value = FloatText.ToDouble(data, context.IsBigEndian);
        Span<byte> text = stackalloc byte[LongestNumber];
        _ = data.Length <= sizeof(float)
            ? ((float)value).TryFormat(text, out int length, default, CultureInfo.InvariantCulture)
            : value.TryFormat(text, out length, default, CultureInfo.InvariantCulture);

        // JSON has no number for infinity or NaN.
        bool isNumber = double.IsFinite(value);
        context.Output.Write(isNumber ? default : "\""u8);
        context.Output.Write(text[..length]);
        context.Output.Write(isNumber ? default : "\""u8);
        return true;
    }

    public static bool Pointer(ref ValueContext context, in ValueNode node, ulong address)
    {
        context.Output.Write(address);
        return true;
    }

    public static bool String(ref ValueContext context, in ValueNode node, ReadOnlySpan<byte> text)
    {
        context.Output.Write('"');
        JsonString.Write(text, ref context.Output);
        context.Output.Write('"');
        return true;
    }

    public static bool Open(ref ValueContext context, in ValueNode node, ref ValueFrame frame)
    {
        context.Output.Write(frame.Kind == BtfKind.Array ? '[' : '{');
        if (frame.Kind is BtfKind.Var or BtfKind.DataSec)
        {
            WriteKey(ref context, node.Type.NameOffset);
            context.Output.Write(frame.Kind == BtfKind.DataSec ? "["u8 : default);
        }

        return true;
    }

    public static void Close(ref ValueContext context, in ValueFrame frame)
    {
        context.Output.Write(frame.Kind is BtfKind.Array or BtfKind.DataSec ? "]"u8 : default);
        context.Output.Write(frame.Kind == BtfKind.Array ? default : "}"u8);
    }

    private static void WriteKey(ref ValueContext context, uint nameOffset)
    {
        context.Output.Write('"');
        JsonString.Write(context.Name(nameOffset), ref context.Output);
        context.Output.Write("\":"u8);
    }
}
