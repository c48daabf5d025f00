namespace Btf.Core;

/// <summary>Writes typedefs for integers and floating-point numbers that C does not know, such as Rust's <c>u8</c>.</summary>
internal static class CNumbers
{
    /// <summary>Returns whether C does not know the number's name, or knows it with another size.</summary>
    public static bool IsForeign(BtfType type, CDumpContext context)
    {
        ReadOnlySpan<byte> name = context.Name(type.NameOffset);
        uint size = type.SizeOrType;
        uint expected = type.Kind == BtfKind.Float ? FloatSize(name, size) : IntegerSize(name, size, context.PointerSize);
        return expected != size;
    }

    /// <summary>Writes the typedef, without the semicolon.</summary>
    public static void WriteTypedef(BtfType type, CName name, CDumpContext context, CNames names, ref Utf8Writer output)
    {
        output.Write("typedef "u8);
        ReadOnlySpan<byte> word = type.Kind == BtfKind.Float ? FloatOf(type.SizeOrType) : IntegerOf(type.AsInt(), context.PointerSize);
        if (word.IsEmpty)
        {
            // No C number has this size, so an array of bytes takes its place, with the nearest alignment.
            output.Write("struct { char __bytes["u8);
            output.Write(type.SizeOrType);
            output.Write("]; } __attribute__((aligned("u8);
            output.Write(ScalarLayout.AlignmentOf(BtfKind.Int, Math.Max(1, type.SizeOrType), context.PointerSize));
            output.Write(")))"u8);
        }
        else
        {
            output.Write(word);
        }

        output.Write(' ');
        names.WriteDeclared(name, ref output);
    }

    private static uint IntegerSize(ReadOnlySpan<byte> name, uint size, uint pointerSize)
    {
        if (name.SequenceEqual("int"u8) || name.SequenceEqual("unsigned int"u8) || name.SequenceEqual("signed int"u8) || name.SequenceEqual("unsigned"u8))
        {
            return 4;
        }

        if (name.SequenceEqual("char"u8) || name.SequenceEqual("unsigned char"u8) || name.SequenceEqual("signed char"u8) || name.SequenceEqual("_Bool"u8))
        {
            return 1;
        }

        if (name.SequenceEqual("long int"u8) || name.SequenceEqual("long unsigned int"u8) || name.SequenceEqual("unsigned long"u8) || name.SequenceEqual("long"u8))
        {
            return pointerSize;
        }

        if (name.SequenceEqual("short int"u8) || name.SequenceEqual("short unsigned int"u8) || name.SequenceEqual("unsigned short"u8) || name.SequenceEqual("short"u8))
        {
            return 2;
        }

        if (name.SequenceEqual("long long int"u8) || name.SequenceEqual("long long unsigned int"u8) || name.SequenceEqual("unsigned long long"u8)
            || name.SequenceEqual("long long"u8))
        {
            return 8;
        }

        bool wide = name.SequenceEqual("__int128"u8) || name.SequenceEqual("unsigned __int128"u8) || name.SequenceEqual("__int128 unsigned"u8);
        return wide && pointerSize == 8 ? 16 : size + 1;
    }

    // The size of numbers larger than a double differs between targets.
    private static uint FloatSize(ReadOnlySpan<byte> name, uint size) =>
        name.SequenceEqual("float"u8) ? 4
        : name.SequenceEqual("double"u8) ? 8
        : size + 1;

    private static ReadOnlySpan<byte> FloatOf(uint size) => size switch
    {
        4 => "float"u8,
        8 => "double"u8,
        _ => default,
    };

    private static ReadOnlySpan<byte> IntegerOf(BtfInt type, uint pointerSize) => (type.Size, type.Encoding) switch
    {
        (1, BtfIntEncoding.Bool) => "_Bool"u8,
        (1, BtfIntEncoding.Char) => "char"u8,
        (1, BtfIntEncoding.Signed) => "signed char"u8,
        (1, _) => "unsigned char"u8,
        (2, BtfIntEncoding.Signed) => "short"u8,
        (2, _) => "unsigned short"u8,
        (4, BtfIntEncoding.Signed) => "int"u8,
        (4, _) => "unsigned int"u8,
        (8, BtfIntEncoding.Signed) => "long long"u8,
        (8, _) => "unsigned long long"u8,
        (16, BtfIntEncoding.Signed) when pointerSize == 8 => "__int128"u8,
        (16, _) when pointerSize == 8 => "unsigned __int128"u8,
        _ => default,
    };
}
