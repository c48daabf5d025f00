namespace Btf.Core.Values;

/// <summary>How a bound field is read.</summary>
internal enum FieldMode : byte
{
    /// <summary>It is not bound.</summary>
    None = 0,

    /// <summary>The bytes are the value; it needs no conversion.</summary>
    Plain,

    /// <summary>A load of 1, 2, 4 or 8 bytes, byte-swapped if necessary, and two shifts.</summary>
    Integer,

    /// <summary>A bit-field that no such load holds, or a 128-bit integer.</summary>
    Wide,

    /// <summary>A floating-point number that is converted to another size.</summary>
    Float,

    /// <summary>A boolean: whether the integer is not zero.</summary>
    Truth,
}
