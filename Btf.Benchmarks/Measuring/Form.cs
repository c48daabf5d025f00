namespace Btf.Benchmarks;

/// <summary>The implementations of a task.</summary>
internal enum Form
{
    Ours,
    Libbpf,
    Limit,
}
