namespace Btf.Core;

/// <summary>What the bit-fields that fill a gap depend on.</summary>
/// <param name="IsPacked">Whether the structure is packed, so that compilers do not align members.</param>
/// <param name="MostBits">The alignment of the structure in bits. On Arm, a larger unnamed bit-field would raise it.</param>
internal readonly record struct CPaddingForm(bool IsPacked, int MostBits)
{
    /// <summary>Libbpf's form: any type may be used, and no structure counts as packed.</summary>
    public static CPaddingForm Libbpf => new(IsPacked: false, int.MaxValue);
}
