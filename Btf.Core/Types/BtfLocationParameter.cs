using System.Text;

namespace Btf.Core;

/// <summary>Where a parameter of an inlined function is: a constant, an address, a register, or a place in memory (<c>BTF_KIND_LOC_PARAM</c>).</summary>
/// <remarks>
/// See <c>struct btf_loc_param</c> in <c>include/uapi/linux/btf.h</c>. After its object is disposed, what reads the data answers
/// <see cref="ObjectDisposedException"/>.
/// </remarks>
public readonly struct BtfLocationParameter
{
    private const uint FlagsField = RecordFormat.TailField;
    private const uint FirstValueField = FlagsField + 4;

    internal BtfLocationParameter(BtfType type) => Type = type;

    /// <summary>The number that stands for the frame base where a register is expected.</summary>
    internal const uint FrameBase = uint.MaxValue;

    /// <summary>The type itself.</summary>
    public BtfType Type { get; }

    /// <summary>The parameter's size in bytes.</summary>
    public uint Size => Type.SizeOrType;

    /// <summary>How the values are to be read. Not checked: flags may be set that have no meaning.</summary>
    public BtfLocationFlags Flags => (BtfLocationFlags)Type.ReadTail(FlagsField);

    /// <summary>The number of values.</summary>
    public int ValueCount => Type.Vlen;

    /// <summary>
    /// Returns a value: half of a constant or address, a register by its DWARF number (<see cref="uint.MaxValue"/> for the frame base), or a signed offset in
    /// bytes.
    /// </summary>
    /// <param name="index">The value's place, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such value.</exception>
    public uint GetValue(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)ValueCount, nameof(index));
        return Type.ReadTail(FirstValueField + (uint)index * sizeof(uint));
    }

    /// <summary>Returns the place as bpftool writes it: <c>reg5</c>, <c>*(reg7 + 0x18)</c>, <c>fbreg - 0x18</c>, <c>0x2a</c>, <c>0x1000 (addr)</c>.</summary>
    public override string ToString()
    {
        Span<byte> text = stackalloc byte[LocationText.MaxLength];
        return Encoding.ASCII.GetString(text[..LocationText.Write(this, text)]);
    }
}
