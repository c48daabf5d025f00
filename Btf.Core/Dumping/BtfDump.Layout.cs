using System.Buffers;
using System.Globalization;
using System.Text;

namespace Btf.Core;

public static partial class BtfDump
{
    /// <summary>
    /// Writes the declaration of a type for people. For a structure or union it lists members with offsets and sizes in bytes, bit-fields, holes, 64-byte cache
    /// lines and totals, in the form of pahole 1.24; for an enumeration, its values; for a function, its prototype after its declaration tags, as pfunct 1.32
    /// writes them (<c>bpf_kfunc</c>).
    /// </summary>
    /// <param name="type">The type. A typedef of a nameless structure, union or enumeration includes its definition.</param>
    /// <param name="destination">Receives the text, in UTF-8, with a line end after the last line.</param>
    /// <remarks>
    /// Two things that pahole writes are left out: inferred alignment attributes, and remarks on bit-fields that share storage with other members. A structure
    /// counts as packed by the rule of <see cref="BtfType.Alignment"/>. Nameless structures and unions are expanded, with offsets from the start of the
    /// outermost structure.
    /// </remarks>
    /// <exception cref="BtfFormatException">A type id or name offset does not exist, references form a loop, or the text of crafted data would be many times
    /// larger than the data.</exception>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public static void WriteLayout(BtfType type, IBufferWriter<byte> destination) => WriteLayout(type, destination, BtfLayoutStyle.None);

    /// <inheritdoc cref="WriteLayout(BtfType, IBufferWriter{byte})"/>
    /// <param name="type">The type. A typedef of a nameless structure, union or enumeration includes its definition.</param>
    /// <param name="destination">Receives the text, in UTF-8, with a line end after the last line.</param>
    /// <param name="style">How to write a structure or union. Other types have only one form.</param>
    public static void WriteLayout(BtfType type, IBufferWriter<byte> destination, BtfLayoutStyle style)
    {
        ArgumentNullException.ThrowIfNull(destination);
        BtfType shown = type;
        BtfString name = default;
        if (type.Kind == BtfKind.Typedef)
        {
            BtfType target = type.Unqualified.Target;
            if (target.NameOffset == 0 && (target.Kind is BtfKind.Struct or BtfKind.Union or BtfKind.Enum or BtfKind.Enum64))
            {
                shown = target;
                name = type.Name;
            }
        }

        Utf8Writer output = new(destination);
        if (shown.Kind is BtfKind.Struct or BtfKind.Union)
        {
            LayoutText text = new(shown, output, style);
            text.Write(name);
        }
        else
        {
            WriteOther(type, shown, name, ref output);
            output.Flush();
        }

        type.KeepAlive();
    }

    /// <inheritdoc cref="WriteLayout(BtfType, IBufferWriter{byte})"/>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    public static void WriteLayout(BtfType type, Stream destination) => ToStream(destination, type, static (buffer, shown) => WriteLayout(shown, buffer));

    /// <summary>
    /// Returns a type in C, such as <c>struct sk_buff *(*)(struct net *, int)</c>, or the declaration of a function or variable. Does the same as
    /// <see cref="BtfType.ToString"/>.
    /// </summary>
    /// <param name="type">The type.</param>
    /// <remarks>The text is for people: errors in the data are shown instead of thrown, and very long text is cut.</remarks>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public static string FormatType(BtfType type) => CTypeText.Format(type);

    private static void WriteOther(BtfType type, BtfType shown, BtfString name, ref Utf8Writer output)
    {
        if (shown.TryAsEnum(out BtfEnum enumeration))
        {
            output.Write(name.Offset != 0 ? "typedef "u8 : default);
            LayoutEnum.Write(enumeration, 0, ref output);
            output.Write(name.Offset != 0 ? " "u8 : default);
            output.WriteName(name.Bytes);
        }
        else if (type.Kind == BtfKind.Typedef)
        {
            output.Write("typedef "u8);
            output.WriteName(Encoding.UTF8.GetBytes(CTypeText.Format(type.Target, type.Name)));
        }
        else
        {
            WriteTags(type, ref output);
            output.WriteName(Encoding.UTF8.GetBytes(CTypeText.Format(type)));
        }

        output.Write(";\n"u8);
    }

    /// <summary>Writes the declaration tags before a function or variable, as pfunct 1.32 does: <c>bpf_kfunc</c>.</summary>
    private static void WriteTags(BtfType type, ref Utf8Writer output)
    {
        if (type.Kind is not (BtfKind.Func or BtfKind.Var))
        {
            return;
        }

        foreach (BtfType tag in type.Object.Types)
        {
            if (tag.Kind == BtfKind.DeclTag && tag.SizeOrType == type.Id && tag.AsDeclTag().ComponentIndex == -1)
            {
                output.WriteName(tag.Name.Bytes);
                output.Write(' ');
            }
        }
    }
}
