namespace Btf.Core;

/// <summary>A floating-point type (<c>BTF_KIND_FLOAT</c>).</summary>
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
