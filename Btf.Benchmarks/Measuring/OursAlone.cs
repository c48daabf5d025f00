using BenchmarkDotNet.Filters;
using BenchmarkDotNet.Running;

namespace Btf.Benchmarks;

/// <summary>Leaves out the peers.</summary>
internal sealed class OursAlone : IFilter
{
    public bool Predicate(BenchmarkCase benchmarkCase) => benchmarkCase.Descriptor.WorkloadMethod.Name == nameof(TaskBenchmark.BtfCore);
}
