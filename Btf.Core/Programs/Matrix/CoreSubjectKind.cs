namespace Btf.Core.Programs;

/// <summary>The kind of thing that a program depends on in a kernel.</summary>
public enum CoreSubjectKind
{
    /// <summary>A field, type or enumerator of a CO-RE relocation.</summary>
    Relocation = 0,

    /// <summary>A kernel function that a program attaches to: <c>fentry</c>, <c>fexit</c>, <c>fmod_ret</c>, <c>kprobe</c>, <c>iter</c>.</summary>
    Function = 1,

    /// <summary>A tracepoint: <c>tp_btf</c>, <c>raw_tp</c>, <c>tp</c>.</summary>
    Tracepoint = 2,

    /// <summary>A hook of the security modules: <c>lsm</c>.</summary>
    SecurityHook = 3,

    /// <summary>A structure of function pointers that programs implement: <c>struct_ops</c>.</summary>
    StructOps = 4,

    /// <summary>A kernel function or variable that programs use by name (<c>__ksym</c>).</summary>
    KernelSymbol = 5,
}
