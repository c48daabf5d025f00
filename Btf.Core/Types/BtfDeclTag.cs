namespace Btf.Core;

/// <summary>A tag on a declaration (<c>BTF_KIND_DECL_TAG</c>). What it is on is <see cref="BtfType.Target"/>.</summary>
/// <remarks>
/// See <c>struct btf_decl_tag</c> in <c>include/uapi/linux/btf.h</c>. After its object is disposed, what reads the data answers
/// <see cref="ObjectDisposedException"/>.
/// </remarks>
public readonly struct BtfDeclTag
{
    internal BtfDeclTag(BtfType type) => Type = type;

    /// <summary>The tag's own record.</summary>
    public BtfType Type { get; }

    /// <summary>The tag's text.</summary>
    public BtfString Value => Type.Name;

    /// <summary>The member or parameter that the tag is on, from 0; -1 where it is on the target itself.</summary>
    public int ComponentIndex => (int)Type.ReadTail(RecordFormat.TailField);

    /// <summary>Whether the text is a whole attribute rather than a <c>btf_decl_tag</c>: the record's <c>kind_flag</c>.</summary>
    public bool IsAttribute => Type.KindFlag;

    /// <inheritdoc cref="BtfType.ToString"/>
    public override string ToString() => Type.ToString();
}
