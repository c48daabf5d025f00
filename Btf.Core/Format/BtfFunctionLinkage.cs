namespace Btf.Core;

/// <summary>A function's linkage: the <c>vlen</c> of its record (<c>enum btf_func_linkage</c>).</summary>
public enum BtfFunctionLinkage
{
    /// <summary>Visible in its own unit (<c>BTF_FUNC_STATIC</c>).</summary>
    Static = 0,

    /// <summary>Visible everywhere (<c>BTF_FUNC_GLOBAL</c>).</summary>
    Global = 1,

    /// <summary>Defined elsewhere (<c>BTF_FUNC_EXTERN</c>).</summary>
    Extern = 2,
}
