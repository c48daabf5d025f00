using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Btf.Core.Values;

public readonly partial struct BtfValue
{
    private bool IsBigEndian => Type.Object.ByteOrder == BtfByteOrder.BigEndian;

    /// <summary>Reads an integer, bit-field, enumeration, pointer or boolean.</summary>
    /// <returns>The number, sign-extended if its type is signed.</returns>
    /// <exception cref="InvalidOperationException">The type is none of these, or has more than 64 bits.</exception>
    /// <exception cref="ArgumentException">The data ends before the value does.</exception>
    public long ReadInt64() => (long)ReadUInt64();

    /// <summary>Reads an integer, bit-field, enumeration, pointer or boolean.</summary>
    /// <returns>The same bits as <see cref="ReadInt64"/>.</returns>
    /// <exception cref="InvalidOperationException">The type is none of these, or has more than 64 bits.</exception>
    /// <exception cref="ArgumentException">The data ends before the value does.</exception>
    public ulong ReadUInt64()
    {
        if (!TryReadInteger(out UInt128 bits, out int width) || width > 64)
        {
            ThrowNoNumber("an integer of up to 64 bits");
        }

        return (ulong)bits;
    }

    /// <summary>Reads an integer of up to 128 bits.</summary>
    /// <returns>The number, sign-extended if its type is signed.</returns>
    /// <exception cref="InvalidOperationException">The type is not an integer.</exception>
    /// <exception cref="ArgumentException">The data ends before the value does.</exception>
    public Int128 ReadInt128()
    {
        if (!TryReadInteger(out UInt128 bits, out _))
        {
            ThrowNoNumber("an integer");
        }

        return (Int128)bits;
    }

    /// <summary>Reads a floating-point number. A number of more than 64 bits loses precision.</summary>
    /// <exception cref="InvalidOperationException">The type is of another kind.</exception>
    /// <exception cref="ArgumentException">The data ends before the value does.</exception>
    public double ReadDouble()
    {
        if (Type.Underlying.Kind != BtfKind.Float || Type.SizeInBytes is not (2 or 4 or 8 or 10 or 12 or 16))
        {
            ThrowNoNumber("a floating-point number");
        }

        return FloatText.ToDouble(Bytes.Span, IsBigEndian);
    }

    /// <summary>Reads an array of characters, up to its first zero byte.</summary>
    /// <returns>The text. Bytes that are not UTF-8 become U+FFFD.</returns>
    /// <exception cref="InvalidOperationException">The type is not an array of one-byte integers.</exception>
    /// <exception cref="ArgumentException">The data ends before the array does.</exception>
    public string ReadString()
    {
        BtfType element = Type.Underlying.AsArray().ElementType.Underlying;
        if (element.Kind != BtfKind.Int || element.SizeInBytes != 1)
        {
            ThrowNoNumber("an array of characters");
        }

        ReadOnlySpan<byte> bytes = Bytes.Span;
        int end = bytes.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? bytes : bytes[..end]);
    }

    private bool TryReadInteger(out UInt128 bits, out int width)
    {
        BtfType type = Type.Underlying;
        bool isInteger = type.Kind is BtfKind.Int or BtfKind.Enum or BtfKind.Enum64 or BtfKind.Ptr;
        width = _width > 0 ? _width : isInteger ? (int)Math.Min(type.SizeInBytes * 8L, int.MaxValue) : 0;
        if (!isInteger || width is 0 or > ValueBits.MaxWidth)
        {
            bits = 0;
            return false;
        }

        bool isSigned = (type.TryAsInt(out BtfInt integer) && integer.IsSigned) || (type.TryAsEnum(out BtfEnum enumeration) && enumeration.IsSigned);
        bits = ValueBits.ReadWide(Bytes.Span, _width > 0 ? (int)(_bitOffset % 8) : 0, width, IsBigEndian);
        int unused = ValueBits.MaxWidth - width;
        bits = isSigned ? (UInt128)((Int128)(bits << unused) >> unused) : bits;
        return true;
    }

    [DoesNotReturn]
    private void ThrowNoNumber(string expected) => throw new InvalidOperationException($"The value is of type {Type}, which is not {expected}.");
}
