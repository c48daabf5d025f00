namespace Btf.Core;

/// <summary>What the bit-fields that fill a gap have to go by.</summary>
/// <param name="IsPacked">Whether the structure is packed: no compiler then goes to a boundary by itself.</param>
/// <param name="MostBits">The alignment of the structure in bits. On Arm, a larger unnamed bit-field would align the structure too.</param>
internal readonly record struct CPaddingForm(bool IsPacked, int MostBits)
{
    /// <summary>As libbpf has it: any type, and no structure counts as packed.</summary>
    public static CPaddingForm Libbpf => new(IsPacked: false, int.MaxValue);
}
