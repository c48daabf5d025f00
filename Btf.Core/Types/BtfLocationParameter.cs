using System.Numerics;
using System.Text.Json.Serialization;
using System.Text;

namespace Btf.Core;

/// <summary>The location of a parameter of an inlined function: a constant, an address, a register, or a place in memory (<c>BTF_KIND_LOC_PARAM</c>).</summary>
/// <remarks>
/// See <c>struct btf_loc_param</c> in <c>include/uapi/linux/btf.h</c>. Once its object is disposed, members that read the data throw
/// <see cref="ObjectDisposedException"/>.
/// </remarks>
[JsonConverter(typeof(BtfJsonConverter))]
public readonly struct BtfLocationParameter : IEquatable<BtfLocationParameter>, IEqualityOperators<BtfLocationParameter, BtfLocationParameter, bool>
{
    private const uint FlagsField = RecordFormat.TailField;
    private const uint FirstValueField = FlagsField + 4;

    /// <summary>The register number that means the frame base.</summary>
    internal const uint FrameBase = uint.MaxValue;

    private readonly BtfType _type;

    internal BtfLocationParameter(BtfType type) => _type = type;

    /// <summary>The parameter's size in bytes.</summary>
    public uint Size => _type.SizeOrType;

    /// <summary>How to read the values. Not checked: flags without a meaning may be set.</summary>
    public BtfLocationFlags Flags => (BtfLocationFlags)_type.ReadTail(FlagsField);

    /// <summary>The number of values.</summary>
    public int ValueCount => _type.Vlen;

    /// <summary>
    /// Returns a value: half of a constant or address, the DWARF number of a register (<see cref="uint.MaxValue"/> for the frame base), or a signed offset in
    /// bytes.
    /// </summary>
    /// <param name="index">The value's place, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such value.</exception>
    public uint GetValue(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)ValueCount, nameof(index));
        return _type.ReadTail(FirstValueField + (uint)index * sizeof(uint));
    }

    /// <summary>Returns the type itself.</summary>
    public static implicit operator BtfType(BtfLocationParameter view) => view._type;

    /// <summary>Returns whether both are views of the same type of the same object.</summary>
    public static bool operator ==(BtfLocationParameter left, BtfLocationParameter right) => left.Equals(right);

    /// <summary>Returns whether they are views of different types, or of types of different objects.</summary>
    public static bool operator !=(BtfLocationParameter left, BtfLocationParameter right) => !left.Equals(right);

    /// <summary>Returns the type itself, with the properties that all kinds share.</summary>
    public BtfType AsType() => _type;

    /// <summary>Returns whether both are views of the same type of the same object. Reads no data.</summary>
    /// <param name="other">The other view.</param>
    public bool Equals(BtfLocationParameter other) => _type == other._type;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is BtfLocationParameter other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _type.GetHashCode();

    /// <summary>
    /// Returns the location as bpftool writes it: <c>reg5</c>, <c>*(reg7 + 0x18)</c>, <c>fbreg - 0x18</c>, <c>0x2a</c>, <c>0x1000 (addr)</c>.
    /// </summary>
    /// <remarks>Never throws: if the data cannot be read, the text says why.</remarks>
    public override string ToString() => _type.IsNone ? "" : ViewText.Of(this, $"[{_type.Id}]", static view => view.Format());

    /// <summary>Returns the text of <see cref="ToString"/>, and throws if the data cannot be read.</summary>
    internal string Format()
    {
        Span<byte> text = stackalloc byte[LocationText.MaxLength];
        return Encoding.ASCII.GetString(text[..LocationText.Write(this, text)]);
    }
}
