namespace Btf.Core.Values;

/// <summary>A number from the data, before a style decides how to write it.</summary>
internal readonly struct ValueScalar
{
    public ValueScalar(UInt128 bits, int width, bool isSigned, BtfIntEncoding encoding = BtfIntEncoding.None)
    {
        Bits = bits;
        Width = width;
        IsSigned = isSigned;
        Encoding = encoding;
    }

    /// <summary>The bits, zero-extended.</summary>
    public UInt128 Bits { get; }

    /// <summary>The number of bits.</summary>
    public int Width { get; }

    public bool IsSigned { get; }

    /// <summary>The encoding of an integer: a boolean, a character and so on.</summary>
    public BtfIntEncoding Encoding { get; }

    /// <summary>The low 64 bits.</summary>
    public ulong Low => (ulong)Bits;

    public bool IsWide => Width > 64;

    /// <summary>Whether the number is signed and less than zero.</summary>
    public bool IsNegative => IsSigned && (Bits >> (Width - 1) & 1) != 0;

    /// <summary>The number in 64 bits, sign-extended if it is signed.</summary>
    public long Extended => IsSigned && Width < 64 ? ValueBits.Extend(Low, Width) : (long)Low;

    /// <summary>The number without its sign.</summary>
    public UInt128 Magnitude
    {
        get
        {
            UInt128 mask = UInt128.MaxValue >> (128 - Width);
            return IsNegative ? (UInt128.Zero - Bits) & mask : Bits;
        }
    }
}
