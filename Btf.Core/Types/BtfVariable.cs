namespace Btf.Core;

/// <summary>A variable (<c>BTF_KIND_VAR</c>). Its type is <see cref="BtfType.Target"/>.</summary>
/// <remarks>
/// See <c>struct btf_var</c> in <c>include/uapi/linux/btf.h</c>. After its object is disposed, what reads the data answers
/// <see cref="ObjectDisposedException"/>.
/// </remarks>
public readonly struct BtfVariable
{
    internal BtfVariable(BtfType type) => Type = type;

    /// <summary>The variable's own record; what it holds is its target.</summary>
    public BtfType Type { get; }

    /// <summary>The name.</summary>
    public BtfString Name => Type.Name;

    /// <summary>The linkage.</summary>
    public BtfVariableLinkage Linkage => (BtfVariableLinkage)Type.ReadTail(RecordFormat.TailField);

    /// <inheritdoc cref="BtfType.ToString"/>
    public override string ToString() => Type.ToString();
}
