using BenchmarkDotNet.Filters;
using BenchmarkDotNet.Running;

namespace Btf.Benchmarks;

/// <summary>Leaves out the forms that a task does not have, such as libbpf's if libbpf is not installed.</summary>
internal sealed class AvailableForms(IReadOnlyDictionary<string, PeerTask> tasks) : IFilter
{
    public bool Predicate(BenchmarkCase benchmarkCase) =>
        !tasks.TryGetValue(benchmarkCase.Descriptor.Type.Name, out PeerTask? task) || benchmarkCase.Descriptor.WorkloadMethod.Name switch
        {
            nameof(TaskBenchmark.Libbpf) => task.Libbpf is not null,
            nameof(TaskBenchmark.Limit) => task.Limit is not null,
            _ => true,
        };
}
