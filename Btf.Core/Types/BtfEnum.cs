namespace Btf.Core;

/// <summary>An enumeration (<c>BTF_KIND_ENUM</c>, <c>BTF_KIND_ENUM64</c>).</summary>
/// <remarks>
/// See "BTF_KIND_ENUM" and "BTF_KIND_ENUM64" in <c>Documentation/bpf/btf.rst</c>. After its object is disposed, what reads the data answers
/// <see cref="ObjectDisposedException"/>.
/// </remarks>
public readonly struct BtfEnum
{
    internal BtfEnum(BtfType type) => Type = type;

    /// <summary>The type itself.</summary>
    public BtfType Type { get; }

    /// <summary>The name; empty for an anonymous one.</summary>
    public BtfString Name => Type.Name;

    /// <summary>The size in bytes: 1, 2, 4 or 8.</summary>
    public uint Size => Type.SizeOrType;

    /// <summary>Whether the values are signed: the record's <c>kind_flag</c>. Data from before Linux 6.0 never sets it.</summary>
    public bool IsSigned => Type.KindFlag;

    /// <summary>The values, in the order of their declaration. One without any is a forward declaration.</summary>
    public BtfElementList<BtfEnumValue> Values => new(Type);

    /// <inheritdoc cref="BtfType.ToString"/>
    public override string ToString() => Type.ToString();
}
