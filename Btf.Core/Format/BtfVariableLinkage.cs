namespace Btf.Core;

/// <summary>A variable's linkage: the word after its head (<c>BTF_VAR_STATIC</c> and so on).</summary>
public enum BtfVariableLinkage
{
    /// <summary>Visible in its own unit (<c>BTF_VAR_STATIC</c>).</summary>
    Static = 0,

    /// <summary>Visible everywhere, and defined here (<c>BTF_VAR_GLOBAL_ALLOCATED</c>).</summary>
    GlobalAllocated = 1,

    /// <summary>Defined elsewhere (<c>BTF_VAR_GLOBAL_EXTERN</c>).</summary>
    GlobalExtern = 2,
}
