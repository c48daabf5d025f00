using System.Globalization;

namespace Btf.Core.Values;

/// <summary>Writes C initialisers. In C, members without an initialiser are zero, so zero members are left out.</summary>
/// <remarks>
/// Members of an anonymous structure or union are written like members of the structure around it. C keeps only the last initialiser of a union, so
/// only the first of its largest members is written. Nameless members and empty arrays cannot be initialised and are left out.
/// </remarks>
internal readonly struct CStyle : IValueStyle
{
    // Digits, a sign, a point and an exponent.
    private const int LongestNumber = 32;

    public static bool EndsTextAtZero => false;

    public static bool WritesOneArm => true;

    public static bool Omits(in ValueContext context, in ValueNode node) =>
        IsMember(context) && (IsComposite(node.Kind) ? node.Type.Vlen == 0 : node.NameOffset == 0 || (node.Kind == BtfKind.Array && node.Size == 0));

    public static bool SkipsZero(in ValueContext context, in ValueNode node) => !context.Zeroes && context.Frames.Last.Kind != BtfKind.Array;

    public static bool IsString(in ValueContext context, ReadOnlySpan<byte> bytes, BtfType element, out int length)
    {
        length = bytes.LastIndexOfAnyExcept((byte)0) + 1;
        return (element.Underlying.AsInt().Encoding & BtfIntEncoding.Bool) == 0 && !bytes[..length].ContainsAnyExceptInRange((byte)' ', (byte)'~');
    }

    public static bool Begin(ref ValueContext context, in ValueNode node)
    {
        if (IsInline(context))
        {
            context.Output.Write(context.Frames.Last.Written > 0 ? ", "u8 : default);
            return true;
        }

        bool isFlat = IsMember(context) && node.NameOffset == 0;
        bool isInitialiser = context.Frames.Count > 0 && context.Frames.Last.Kind == BtfKind.Var;
        if (isFlat || isInitialiser || node.Kind == BtfKind.DataSec)
        {
            return true;
        }

        context.WriteIndent(context.Depth);
        if (node.NameOffset != 0)
        {
            context.Output.Write('.');
            context.Output.WriteName(context.Name(node.NameOffset));
            context.Output.Write(" = "u8);
        }

        return true;
    }

    public static bool Integer(ref ValueContext context, in ValueNode node, in ValueScalar scalar)
    {
        ref Utf8Writer output = ref context.Output;
        if (scalar.IsWide)
        {
            output.Write("((unsigned __int128)0x"u8);
            output.Write((ulong)(scalar.Bits >> 64), "x");
            output.Write("ULL << 64 | 0x"u8);
            output.Write(scalar.Low, "x");
            output.Write("ULL)"u8);
        }
        else if (scalar.IsSigned && scalar.Extended == long.MinValue)
        {
            // C has no negative literals, and 9223372036854775808 does not fit.
            output.Write("(-9223372036854775807LL - 1)"u8);
        }
        else
        {
            LibbpfStyle.WriteDecimal(scalar, ref output);
            output.Write(!scalar.IsSigned && scalar.Low > long.MaxValue ? "ULL"u8 : default);
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
        double value = FloatText.ToDouble(data, context.IsBigEndian);
        ref Utf8Writer output = ref context.Output;
        if (!double.IsFinite(value))
        {
            output.Write(double.IsNegative(value) ? "-"u8 : default);
            output.Write(double.IsNaN(value) ? "__builtin_nan(\"\")"u8 : "__builtin_inf()"u8);
            return EndValue(ref context);
        }

        Span<byte> text = stackalloc byte[LongestNumber];
        bool isSingle = data.Length <= sizeof(float);
        _ = isSingle
            ? ((float)value).TryFormat(text, out int length, default, CultureInfo.InvariantCulture)
            : value.TryFormat(text, out length, default, CultureInfo.InvariantCulture);
        output.Write(text[..length]);
        output.Write(text[..length].ContainsAny((byte)'.', (byte)'E') ? default : ".0"u8);
        output.Write(isSingle ? "f"u8 : default);
        return EndValue(ref context);
    }

    public static bool Pointer(ref ValueContext context, in ValueNode node, ulong address)
    {
        if (address == 0)
        {
            context.Output.Write('0');
        }
        else
        {
            context.Output.Write("(void *)0x"u8);
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
            // Two question marks would start a trigraph.
            output.Write(character is (byte)'"' or (byte)'\\' or (byte)'?' ? "\\"u8 : default);
            output.Write((char)character);
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
                output.Write(node.Type.AsVariable().Linkage == BtfVariableLinkage.Static ? "static "u8 : default);
                bool declared = context.WriteDeclaration(node.Type.SizeOrType, node.Type.NameOffset);
                output.Write(" = "u8);
                return declared;
            case BtfKind.DataSec:
                return true;
            case BtfKind.Array:
                BtfKind element = node.Type.AsArray().ElementType.Underlying.Kind;
                frame.IsInline = !IsComposite(element) && element != BtfKind.Array;
                output.Write(frame.IsInline ? "{ "u8 : "{"u8);
                if (!frame.IsInline)
                {
                    context.EndLine();
                }

                return true;
            default:
                frame.IsFlat = IsMember(context) && node.NameOffset == 0;
                return frame.IsFlat || TryOpenComposite(ref context, node);
        }
    }

    public static void Close(ref ValueContext context, in ValueFrame frame)
    {
        switch (frame.Kind)
        {
            case BtfKind.Var:
                context.Output.Write(';');
                if (context.Frames.Count > 0)
                {
                    context.EndLine();
                }

                break;
            case BtfKind.DataSec:
                break;
            default:
                if (frame.IsFlat)
                {
                    break;
                }

                if (!frame.IsInline)
                {
                    context.WriteIndent(context.Depth);
                }

                context.Output.Write(frame.IsInline ? " }"u8 : "}"u8);
                _ = EndValue(ref context);
                break;
        }
    }

    private static bool TryOpenComposite(ref ValueContext context, in ValueNode node)
    {
        bool done = true;
        if (context.Frames.Count == 0 && node.Type.NameOffset != 0)
        {
            context.Output.Write('(');
            done = context.WriteType(node.Declared.Id);
            context.Output.Write(')');
        }

        context.Output.Write('{');
        context.EndLine();
        return done;
    }

    private static bool EndValue(ref ValueContext context)
    {
        if (context.Depth > 0 && !IsInline(context))
        {
            context.Output.Write(',');
            context.EndLine();
        }

        return true;
    }

    private static bool IsComposite(BtfKind kind) => kind is BtfKind.Struct or BtfKind.Union;

    private static bool IsMember(in ValueContext context) => context.Frames.Count > 0 && IsComposite(context.Frames.Last.Kind);

    private static bool IsInline(in ValueContext context) => context.Frames.Count > 0 && context.Frames.Last.IsInline;
}
