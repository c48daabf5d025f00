namespace Btf.Cli;

/// <summary>What BPF programs can attach to or call.</summary>
internal enum HookKind
{
    Tracepoints,
    Lsm,
    StructOps,
    Iterators,
    Kfuncs,
}
