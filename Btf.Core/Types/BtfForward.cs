namespace Btf.Core;

/// <summary>A forward declaration of a structure or union (<c>BTF_KIND_FWD</c>).</summary>
/// <remarks>
/// See "BTF_KIND_FWD" in <c>Documentation/bpf/btf.rst</c>. After its object is disposed, what reads the data answers <see cref="ObjectDisposedException"/>.
/// </remarks>
public readonly struct BtfForward
{
    internal BtfForward(BtfType type) => Type = type;

    /// <summary>The type itself.</summary>
    public BtfType Type { get; }

    /// <summary>The name.</summary>
    public BtfString Name => Type.Name;

    /// <summary>Whether a union is declared: the record's <c>kind_flag</c>.</summary>
    public bool IsUnion => Type.KindFlag;

    /// <inheritdoc cref="BtfType.ToString"/>
    public override string ToString() => Type.ToString();
}
