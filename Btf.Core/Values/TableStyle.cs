using System.Globalization;

namespace Btf.Core.Values;

/// <summary>Writes a line for each scalar: offset, size, path, value, type.</summary>
/// <remarks>
/// Offsets and sizes are in bytes. For a bit-field, the offset is followed by the first bit in that byte, and the size is in bits. A text that is longer than
/// its column moves the rest of the line.
/// </remarks>
internal readonly struct TableStyle : IValueStyle
{
    private const int OffsetWidth = 8;
    private const int SizeWidth = 6;
    private const int PathWidth = 32;
    private const int ValueWidth = 20;

    public static bool EndsTextAtZero => false;

    public static bool WritesOneArm => false;

    public static bool Omits(in ValueContext context, in ValueNode node) => false;

    public static bool SkipsZero(in ValueContext context, in ValueNode node) => !context.Zeroes;

    public static bool IsString(in ValueContext context, ReadOnlySpan<byte> bytes, BtfType element, out int length)
    {
        length = bytes.IndexOf((byte)0);
        return length >= 0
            && (element.Underlying.AsInt().Encoding & BtfIntEncoding.Bool) == 0
            && !bytes[..length].ContainsAnyExceptInRange((byte)' ', (byte)'~')
            && !bytes[length..].ContainsAnyExcept((byte)0);
    }

    public static bool Begin(ref ValueContext context, in ValueNode node)
    {
        // Each scalar writes its whole line at once; structures and arrays have no line.
        return true;
    }

    public static bool Integer(ref ValueContext context, in ValueNode node, in ValueScalar scalar)
    {
        long start = StartRow(ref context, node);
        if (scalar.IsWide)
        {
            context.Output.Write("0x"u8);
            LibbpfStyle.WriteHex(scalar.Bits, ref context.Output);
        }
        else
        {
            LibbpfStyle.WriteDecimal(scalar, ref context.Output);
        }

        return EndRow(ref context, node, start);
    }

    public static bool Enumerator(ref ValueContext context, in ValueNode node, in ValueScalar scalar, ReadOnlySpan<byte> name)
    {
        long start = StartRow(ref context, node);
        context.Output.WriteName(name);
        return EndRow(ref context, node, start);
    }

    public static bool Float(ref ValueContext context, in ValueNode node, ReadOnlySpan<byte> data)
    {
        long start = StartRow(ref context, node);
        Span<byte> text = stackalloc byte[32];
        double value = FloatText.ToDouble(data, context.IsBigEndian);
        _ = data.Length <= sizeof(float)
            ? ((float)value).TryFormat(text, out int length, default, CultureInfo.InvariantCulture)
            : value.TryFormat(text, out length, default, CultureInfo.InvariantCulture);
        context.Output.Write(text[..length]);
        return EndRow(ref context, node, start);
    }

    public static bool Pointer(ref ValueContext context, in ValueNode node, ulong address)
    {
        long start = StartRow(ref context, node);
        context.Output.Write("0x"u8);
        context.Output.Write(address, "x");
        return EndRow(ref context, node, start);
    }

    public static bool String(ref ValueContext context, in ValueNode node, ReadOnlySpan<byte> text)
    {
        long start = StartRow(ref context, node);
        context.Output.Write('"');
        context.Output.Write(text);
        context.Output.Write('"');
        return EndRow(ref context, node, start);
    }

    public static bool Open(ref ValueContext context, in ValueNode node, ref ValueFrame frame) => true;

    public static void Close(ref ValueContext context, in ValueFrame frame)
    {
    }

    private static long StartRow(ref ValueContext context, in ValueNode node)
    {
        ref Utf8Writer output = ref context.Output;
        ulong offset = node.BitOffset / 8;
        int digits = Digits(offset) + (node.Width > 0 ? 2 : 0);
        output.Write(' ', OffsetWidth - digits);
        output.Write(offset);
        uint size = node.Size;
        if (node.Width > 0)
        {
            output.Write(':');
            output.Write(node.BitOffset % 8);
            size = (uint)node.Width;
        }

        output.Write(' ', 1 + SizeWidth - Digits(size));
        output.Write(size);
        output.Write("  "u8);
        long start = output.Written;
        WritePath(ref context, node);
        Pad(ref output, start, PathWidth);
        return output.Written;
    }

    private static bool EndRow(ref ValueContext context, in ValueNode node, long start)
    {
        Pad(ref context.Output, start, ValueWidth);
        bool done = context.WriteType(node.Declared.Id);
        context.Output.Write('\n');
        return done;
    }

    private static void WritePath(ref ValueContext context, in ValueNode node)
    {
        ref Utf8Writer output = ref context.Output;
        bool isFirst = true;
        foreach (ref readonly ValueFrame frame in context.Frames.Items)
        {
            if (frame.Kind != BtfKind.DataSec)
            {
                WriteName(ref context, frame.NameOffset, ref isFirst);
            }

            if (frame.Kind == BtfKind.Array)
            {
                output.Write('[');
                output.Write(frame.Next - 1);
                output.Write(']');
                isFirst = false;
            }
        }

        WriteName(ref context, node.NameOffset, ref isFirst);
    }

    private static void WriteName(ref ValueContext context, uint nameOffset, ref bool isFirst)
    {
        if (nameOffset != 0)
        {
            context.Output.Write(isFirst ? default : "."u8);
            context.Output.WriteName(context.Name(nameOffset));
            isFirst = false;
        }
    }

    private static void Pad(ref Utf8Writer output, long start, int width) => output.Write(' ', (int)Math.Max(2, width - (output.Written - start)));

    private static int Digits(ulong number)
    {
        int digits = 1;
        for (; number >= 10; number /= 10)
        {
            digits++;
        }

        return digits;
    }
}
