namespace Btf.Benchmarks;

/// <summary>Who does a task.</summary>
internal enum Form
{
    Ours,
    Libbpf,
    Limit,
}
