namespace Btf.Core;

/// <summary>The places in a section of code where functions were inlined (<c>BTF_KIND_LOCSEC</c>).</summary>
/// <remarks>
/// See <c>struct btf_loc</c> in <c>include/uapi/linux/btf.h</c>. After its object is disposed, what reads the data answers
/// <see cref="ObjectDisposedException"/>.
/// </remarks>
public readonly struct BtfLocationSection
{
    internal BtfLocationSection(BtfType type) => Type = type;

    /// <summary>The type itself.</summary>
    public BtfType Type { get; }

    /// <summary>The section's name, such as <c>inline.text</c>.</summary>
    public BtfString Name => Type.Name;

    /// <summary>The places. The kernel sorts them by function, then by offset; that is not checked.</summary>
    public BtfElementList<BtfInlineSite> Sites => new(Type);

    /// <inheritdoc cref="BtfType.ToString"/>
    public override string ToString() => Type.ToString();
}
