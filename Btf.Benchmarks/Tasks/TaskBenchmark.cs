using BenchmarkDotNet.Attributes;

namespace Btf.Benchmarks;

/// <summary>A task as a benchmark: our form, libbpf's and the limit's. Its class is named after what a user does.</summary>
[MemoryDiagnoser]
public abstract class TaskBenchmark : IDisposable
{
    private PeerInput? _input;
    private PeerTask? _task;

    /// <summary>The task.</summary>
    internal PeerTask Task => _task!;

    /// <summary>Opens the input, and checks that all forms have the same checksum.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        // BenchmarkDotNet runs a class that is derived from the named one.
        Type named = GetType();
        while (named.BaseType != typeof(TaskBenchmark))
        {
            named = named.BaseType!;
        }

        _input = new PeerInput(Input.Path, TaskSizes.Measured);
        _task = TaskList.Create(_input, named.Name);
        Task.CheckSums();
    }

    /// <summary>Closes the input.</summary>
    [GlobalCleanup]
    public void Dispose()
    {
        _input?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Through Btf.Core.</summary>
    [Benchmark(Baseline = true)]
    public ulong BtfCore() => Task.Ours();

    /// <summary>Through libbpf.</summary>
    [Benchmark]
    public ulong Libbpf() => (Task.Libbpf ?? throw new NotSupportedException("Not in libbpf, or libbpf is not there."))();

    /// <summary>In plain C.</summary>
    [Benchmark]
    public ulong Limit() => (Task.Limit ?? throw new NotSupportedException("No limit in C."))();
}

/// <summary>Opens the input: map and index.</summary>
public class OpenKernel : TaskBenchmark;

/// <summary>Opens an ordinary file with the same content, whose pages are in the cache.</summary>
public class OpenFile : TaskBenchmark;

/// <summary>Opens a module of about 700 types over the open input, 20 times.</summary>
public class OpenSplit : TaskBenchmark;

/// <summary>Opens a folder of a kernel and all its modules.</summary>
public class OpenCollection : TaskBenchmark;

/// <summary>Opens the input, finds one structure by name without an index, and one member's offset.</summary>
public class FirstAnswer : TaskBenchmark;

/// <summary>A million random ids: kind, vlen, name offset, size.</summary>
public class ResolveIdsRandom : TaskBenchmark;

/// <summary>A million ids in order.</summary>
public class ResolveIdsSequential : TaskBenchmark;

/// <summary>The names of a million random ids: pointer and length.</summary>
public class NameOfId : TaskBenchmark;

/// <summary>A million random ids by <c>BtfObject.GetReader</c>: kind, vlen, name offset, size.</summary>
public class ReadRecordsRandom : TaskBenchmark;

/// <summary>A million ids in order by <c>BtfObject.GetReader</c>.</summary>
public class ReadRecordsSequential : TaskBenchmark;

/// <summary>The names of a million random ids by <c>BtfObject.GetReader</c>.</summary>
public class ReadRecordNames : TaskBenchmark;

/// <summary>Every word of every type, member, parameter and value.</summary>
public class ReadEverything : TaskBenchmark;

/// <summary>The chain of every type to its end.</summary>
public class WalkChains : TaskBenchmark;

/// <summary>The size of every type.</summary>
public class SizeOfAll : TaskBenchmark;

/// <summary>The alignment of every type.</summary>
public class AlignOfAll : TaskBenchmark;

/// <summary>Opens the input, and gets the alignment of every type, which includes computing them.</summary>
public class OpenAndAlign : TaskBenchmark;

/// <summary>10,000 member paths, from structures at hand.</summary>
public class MemberPath : TaskBenchmark;

/// <summary>The first id of 10,000 random names.</summary>
public class FindByName : TaskBenchmark;

/// <summary>10,000 names that no type has.</summary>
public class FindByNameMissing : TaskBenchmark;

/// <summary>20 names, which libbpf also looks up.</summary>
public class FindByNameFew : TaskBenchmark;

/// <summary>Builds the index of names of the open input.</summary>
public class BuildNameIndex : TaskBenchmark
{
    /// <summary>Opens the input again, without an index.</summary>
    [IterationSetup]
    public void Reopen() => Task.Prepare!();
}

/// <summary>All types whose name matches a regular expression with a required text.</summary>
public class FindByRegex : TaskBenchmark;

/// <summary>All types whose name matches a regular expression without a required text, which is tried on every name.</summary>
public class FindByRegexNoLiteral : TaskBenchmark;

/// <summary>20 names without an index: by a scan, or by binary search if the names are sorted.</summary>
public class FindByScan : TaskBenchmark;

/// <summary>Opens the input and looks up one name by a scan: the cost of a program with one look-up.</summary>
public class OpenAndFindByScan : TaskBenchmark;

/// <summary>All members whose name matches a pattern.</summary>
public class SearchMembers : TaskBenchmark;

/// <summary>All types as a C header, to memory.</summary>
public class DumpC : TaskBenchmark;

/// <summary>All types as bpftool lists them, to memory.</summary>
public class DumpRaw : TaskBenchmark;

/// <summary>One large structure as an SVG picture.</summary>
public class Draw : TaskBenchmark;

/// <summary>See <see cref="ValueTasks.Print"/>.</summary>
public class Print : TaskBenchmark;

/// <summary>See <see cref="ValueTasks.BindFields"/>.</summary>
public class BindFields : TaskBenchmark;

/// <summary>See <see cref="ValueTasks.ReadField"/>.</summary>
public class ReadField : TaskBenchmark;

/// <summary>See <see cref="ValueTasks.ReadEvents"/>.</summary>
public class ReadEvents : TaskBenchmark;

/// <summary>Verifies the input by the kernel's rules.</summary>
public class Verify : TaskBenchmark;

/// <summary>See <see cref="ProgramTasks.Relocate"/>.</summary>
public class Relocate : TaskBenchmark;

/// <summary>See <see cref="ProgramTasks.RelocateByScan"/>.</summary>
public class RelocateByScan : TaskBenchmark;

/// <summary>See <see cref="ProgramTasks.PrepareObject"/>.</summary>
public class PrepareObject : TaskBenchmark;

/// <summary>See <see cref="ProgramTasks.Minimize"/>.</summary>
public class Minimize : TaskBenchmark;

/// <summary>See <see cref="BuildingTasks.AddTypes"/>.</summary>
public class AddTypes : TaskBenchmark;

/// <summary>See <see cref="BuildingTasks.AppendTwice"/>.</summary>
public class AppendTwice : TaskBenchmark;
