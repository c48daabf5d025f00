namespace Btf.Core;

/// <summary>A tag on a type (<c>BTF_KIND_TYPE_TAG</c>). The type is <see cref="BtfType.Target"/>.</summary>
/// <remarks>
/// See "BTF_KIND_TYPE_TAG" in <c>Documentation/bpf/btf.rst</c>. After its object is disposed, what reads the data answers
/// <see cref="ObjectDisposedException"/>.
/// </remarks>
public readonly struct BtfTypeTag
{
    internal BtfTypeTag(BtfType type) => Type = type;

    /// <summary>The tag's own record.</summary>
    public BtfType Type { get; }

    /// <summary>The tag's text, such as <c>user</c> or <c>rcu</c>.</summary>
    public BtfString Value => Type.Name;

    /// <summary>Whether the text is a whole attribute rather than a <c>btf_type_tag</c>: the record's <c>kind_flag</c>.</summary>
    public bool IsAttribute => Type.KindFlag;

    /// <inheritdoc cref="BtfType.ToString"/>
    public override string ToString() => Type.ToString();
}
