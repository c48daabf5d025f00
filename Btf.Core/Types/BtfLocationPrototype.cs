namespace Btf.Core;

/// <summary>Where all parameters of an inlined function are (<c>BTF_KIND_LOC_PROTO</c>).</summary>
/// <remarks>
/// See "BTF_KIND_LOC_PROTO" in <c>include/uapi/linux/btf.h</c>. After its object is disposed, what reads the data answers
/// <see cref="ObjectDisposedException"/>.
/// </remarks>
public readonly struct BtfLocationPrototype
{
    internal BtfLocationPrototype(BtfType type) => Type = type;

    /// <summary>The type itself.</summary>
    public BtfType Type { get; }

    /// <summary>Where each parameter is, in the order of the function's parameters.</summary>
    public BtfElementList<BtfParameterLocation> Parameters => new(Type);

    /// <inheritdoc cref="BtfType.ToString"/>
    public override string ToString() => Type.ToString();
}
