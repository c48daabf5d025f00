using System.Buffers.Binary;
using System.Numerics;

namespace Btf.Core.Values;

/// <summary>Writes floating-point numbers as C's <c>printf</c> does with <c>%f</c>: six decimals, rounded half to even.</summary>
internal static class FloatText
{
    // The largest double has 309 digits before the point.
    private const int LongestDouble = 336;
    private const int Decimals = 6;
    private const double TieUnit = 128;
    private const int TieMillionths = 15625;

    /// <summary>Writes a number of 2, 4 or 8 bytes, or a <c>long double</c>.</summary>
    public static void WriteFixed(ReadOnlySpan<byte> data, bool bigEndian, ref Utf8Writer output)
    {
        if (data.Length > sizeof(double))
        {
            WriteLong(data, bigEndian, ref output);
            return;
        }

        double value = ToDouble(data, bigEndian);
        if (!double.IsFinite(value))
        {
            WriteSpecial(double.IsNegative(value), double.IsNaN(value), ref output);
            return;
        }

        if (double.IsNegative(value))
        {
            output.Write('-');
            value = -value;
        }

        // .NET rounds a tie away from zero, C to even. With six decimals, only odd multiples of 1/128 are ties.
        double units = value * TieUnit;
        if (units < 1L << 53 && units == Math.Floor(units) && ((long)units & 1) != 0)
        {
            long whole = (long)units / (int)TieUnit;
            long twice = (long)units % (int)TieUnit * TieMillionths;
            long millionths = twice / 2 + (twice / 2 & 1);
            output.Write(whole);
            output.Write('.');
            output.Write(millionths, "D6");
            return;
        }

        Span<byte> text = stackalloc byte[LongestDouble];
        _ = value.TryFormat(text, out int length, "F6", System.Globalization.CultureInfo.InvariantCulture);
        output.Write(text[..length]);
    }

    /// <summary>Returns the number as a double. A longer number loses precision.</summary>
    public static double ToDouble(ReadOnlySpan<byte> data, bool bigEndian)
    {
        switch (data.Length)
        {
            case 2:
                return (double)BitConverter.UInt16BitsToHalf((ushort)ValueBits.ReadWhole(data, 2, bigEndian));
            case 4:
                return BitConverter.UInt32BitsToSingle((uint)ValueBits.ReadWhole(data, 4, bigEndian));
            case 8:
                return BitConverter.UInt64BitsToDouble(ValueBits.ReadWhole(data, 8, bigEndian));
            default:
                Split(data, bigEndian, out bool isNegative, out int exponent, out UInt128 mantissa, out bool isSpecial);
                double magnitude = isSpecial ? (mantissa == 0 ? double.PositiveInfinity : double.NaN) : Math.ScaleB((double)mantissa, exponent);
                return isNegative ? -magnitude : magnitude;
        }
    }

    private static void WriteLong(ReadOnlySpan<byte> data, bool bigEndian, ref Utf8Writer output)
    {
        Split(data, bigEndian, out bool isNegative, out int exponent, out UInt128 mantissa, out bool isSpecial);
        if (isSpecial)
        {
            WriteSpecial(isNegative, mantissa != 0, ref output);
            return;
        }

        BigInteger millionths = (BigInteger)mantissa * 1_000_000;
        if (exponent >= 0)
        {
            millionths <<= exponent;
        }
        else
        {
            BigInteger unit = BigInteger.One << -exponent;
            millionths = BigInteger.DivRem(millionths, unit, out BigInteger rest);
            int half = (rest << 1).CompareTo(unit);
            millionths += half > 0 || (half == 0 && !millionths.IsEven) ? 1 : 0;
        }

        string digits = millionths.ToString("D7", System.Globalization.CultureInfo.InvariantCulture);
        output.Write(isNegative ? "-"u8 : default);
        foreach (char digit in digits.AsSpan(0, digits.Length - Decimals))
        {
            output.Write(digit);
        }

        output.Write('.');
        foreach (char digit in digits.AsSpan(digits.Length - Decimals))
        {
            output.Write(digit);
        }
    }

    /// <summary>Splits a long double: x86's 80-bit format in little-endian data, the 128-bit format in big-endian data.</summary>
    private static void Split(ReadOnlySpan<byte> data, bool bigEndian, out bool isNegative, out int exponent, out UInt128 mantissa, out bool isSpecial)
    {
        const int Bias = 16383;
        const int MaxExponent = 0x7FFF;
        if (bigEndian && data.Length == 16)
        {
            UInt128 bits = BinaryPrimitives.ReadUInt128BigEndian(data);
            isNegative = bits >> 127 != 0;
            exponent = (int)(bits >> 112) & MaxExponent;
            mantissa = bits & ((UInt128.One << 112) - 1);
            isSpecial = exponent == MaxExponent;
            mantissa |= exponent == 0 || isSpecial ? 0 : UInt128.One << 112;
            exponent = Math.Max(exponent, 1) - Bias - 112;
        }
        else
        {
            uint head = (uint)ValueBits.Read(bigEndian ? data : data[8..], 0, 16, bigEndian);
            ulong fraction = ValueBits.ReadWhole(bigEndian ? data[2..] : data, 8, bigEndian);
            isNegative = head >> 15 != 0;
            exponent = (int)head & MaxExponent;
            isSpecial = exponent == MaxExponent;
            mantissa = isSpecial ? fraction & (ulong.MaxValue >> 1) : fraction;
            exponent = Math.Max(exponent, 1) - Bias - 63;
        }
    }

    private static void WriteSpecial(bool isNegative, bool isNaN, ref Utf8Writer output)
    {
        output.Write(isNegative ? "-"u8 : default);
        output.Write(isNaN ? "nan"u8 : "inf"u8);
    }
}
