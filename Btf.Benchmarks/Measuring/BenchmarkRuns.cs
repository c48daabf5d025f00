using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Btf.Benchmarks;

/// <summary>Runs the tasks with BenchmarkDotNet.</summary>
internal static class BenchmarkRuns
{
    /// <summary>Runs what the arguments select, which BenchmarkDotNet parses.</summary>
    public static void Run(string[] args)
    {
        using var input = new PeerInput(Input.Path, TaskSizes.Measured);
        BenchmarkSwitcher.FromAssembly(typeof(Bars).Assembly).Run(args, DefaultConfig.Instance.AddFilter(Available(input)));
    }

    /// <summary>Runs our form of every task in a short job, and returns times and allocations by the task's name.</summary>
    public static IReadOnlyDictionary<string, BenchmarkReport> RunShort(string folder)
    {
        IConfig config = ManualConfig.CreateMinimumViable()
            .AddJob(Job.ShortRun)
            .AddFilter(new OursAlone())
            .WithArtifactsPath(folder)
            .WithOptions(ConfigOptions.JoinSummary);
        Type[] benchmarks = [.. typeof(TaskBenchmark).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(TaskBenchmark)))];
        return BenchmarkRunner.Run(benchmarks, config)
            .SelectMany(summary => summary.Reports)
            .ToDictionary(report => report.BenchmarkCase.Descriptor.Type.Name);
    }

    private static AvailableForms Available(PeerInput input) =>
        new(TaskList.Names.ToDictionary(name => name, name => TaskList.Create(input, name)));
}
