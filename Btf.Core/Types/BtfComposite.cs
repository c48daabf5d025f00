namespace Btf.Core;

/// <summary>A structure or union (<c>BTF_KIND_STRUCT</c>, <c>BTF_KIND_UNION</c>).</summary>
/// <remarks>
/// See "BTF_KIND_STRUCT" in <c>Documentation/bpf/btf.rst</c>. After its object is disposed, what reads the data answers
/// <see cref="ObjectDisposedException"/>.
/// </remarks>
public readonly partial struct BtfComposite
{
    internal BtfComposite(BtfType type) => Type = type;

    /// <summary>The type itself.</summary>
    public BtfType Type { get; }

    /// <summary>The name; empty for an anonymous one.</summary>
    public BtfString Name => Type.Name;

    /// <summary>Whether it is a union.</summary>
    public bool IsUnion => Type.Kind == BtfKind.Union;

    /// <summary>The size in bytes.</summary>
    public uint Size => Type.SizeOrType;

    /// <summary>The members, in the order of their declaration.</summary>
    public BtfElementList<BtfMember> Members => new(Type);

    /// <inheritdoc cref="BtfType.ToString"/>
    public override string ToString() => Type.ToString();
}
