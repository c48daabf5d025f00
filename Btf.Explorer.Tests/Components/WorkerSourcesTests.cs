using System.Runtime.CompilerServices;
using System.Text.Json;
using Btf.Explorer.Jobs;

namespace Btf.Explorer.Tests.Components;

public sealed class WorkerSourcesTests
{
    private const int Old = 1;
    private const int New = 2;
    private const int Module = 3;
    private const int Program = 4;

    [Test]
    public void Closed_sources_are_gone_with_the_answers_that_were_kept_for_them()
    {
        WorkerSources sources = new(_ => { });
        WeakReference[] files = OpenAndAsk(sources);
        foreach (int slot in new[] { Program, Module, New, Old })
        {
            sources.Close(slot);
        }

        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        Assert.That(files.Select(file => file.IsAlive), Has.All.False);
        Assert.That(() => Ask(sources, JobNames.Statistics, new JobArguments(Old)), Throws.InstanceOf<KeyNotFoundException>());
        Assert.That(Ask(sources, JobNames.Changes, new JobArguments(0, Indexes: [0])), Is.EqualTo("[]"));
    }

    [Test]
    public void Other_sources_and_their_answers_stay()
    {
        WorkerSources sources = new(_ => { });
        _ = OpenAndAsk(sources);
        sources.Close(Module);
        sources.Close(Program);
        sources.Close(99);

        Assert.That(Ask(sources, JobNames.Changes, new JobArguments(0, Indexes: [0])), Is.Not.EqualTo("[]"));
        Assert.That(Ask(sources, JobNames.References, new JobArguments(Old, Id: 4)), Is.Not.Empty);
        sources.Close(New);
        Assert.That(Ask(sources, JobNames.Changes, new JobArguments(0, Indexes: [0])), Is.EqualTo("[]"));
        Assert.That(Ask(sources, JobNames.Statistics, new JobArguments(Old)), Is.Not.Empty);
    }

    /// <summary>Opens two kernels, a module and a program, and asks questions whose answers are kept.</summary>
    /// <returns>The bytes of the files.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference[] OpenAndAsk(WorkerSources sources)
    {
        byte[][] files =
            [Samples.Kernel(isNew: false), Samples.Kernel(isNew: true), Samples.Module(), File.ReadAllBytes(Repository.PathOf("Btf.Benchmarks/Native/relocations.bpf.o"))];
        sources.Open(Old, 0, isProgram: false, files[0]);
        sources.Open(New, 0, isProgram: false, files[1]);
        sources.Open(Module, Old, isProgram: false, files[2]);
        sources.Open(Program, 0, isProgram: true, files[3]);
        Ask(sources, JobNames.Comparison, new JobArguments(Old, New));
        Ask(sources, JobNames.References, new JobArguments(Old, Id: 4));
        Ask(sources, JobNames.Program, new JobArguments(Program, Old));
        return [.. files.Select(file => new WeakReference(file))];
    }

    private static string Ask(WorkerSources sources, string job, JobArguments arguments) =>
        sources.Run(job, JsonSerializer.Serialize(arguments, ExplorerJson.Default.JobArguments));
}
