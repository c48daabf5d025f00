namespace Btf.Core.Values;

/// <summary>How a bound field is read.</summary>
internal enum FieldMode : byte
{
    /// <summary>It is not bound.</summary>
    None = 0,

    /// <summary>The bytes are the value as they lie there.</summary>
    Plain,

    /// <summary>A load of 1, 2, 4 or 8 bytes, turned if the byte order demands it, and two shifts.</summary>
    Integer,

    /// <summary>Bits that no such load holds, or an integer of 128 bits.</summary>
    Wide,

    /// <summary>A floating-point number of 2 or 4 bytes that becomes a larger one.</summary>
    Float,

    /// <summary>A truth value: whether the integer is not zero.</summary>
    Truth,
}
