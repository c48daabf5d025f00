namespace Btf.Core;

/// <summary>A floating-point type (<c>BTF_KIND_FLOAT</c>).</summary>
/// <remarks>
/// See "BTF_KIND_FLOAT" in <c>Documentation/bpf/btf.rst</c>. After its object is disposed, what reads the data answers
/// <see cref="ObjectDisposedException"/>.
/// </remarks>
public readonly struct BtfFloat
{
    internal BtfFloat(BtfType type) => Type = type;

    /// <summary>The type itself.</summary>
    public BtfType Type { get; }

    /// <summary>The name, such as <c>double</c>.</summary>
    public BtfString Name => Type.Name;

    /// <summary>The size in bytes.</summary>
    public uint Size => Type.SizeOrType;

    /// <inheritdoc cref="BtfType.ToString"/>
    public override string ToString() => Type.ToString();
}
