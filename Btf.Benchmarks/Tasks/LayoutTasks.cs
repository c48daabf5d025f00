using Btf.Core;

namespace Btf.Benchmarks;

/// <summary>Tasks for sizes, alignments, and offsets of members.</summary>
internal static class LayoutTasks
{
    public static PeerTask SizeOfAll(PeerInput input) =>
        ReadingTasks.Whole(input, nameof(SizeOfAll), "size_all", input.Btf.TypeCount, () => OurTasks.SizeOfAll(input.Btf)) with { MostOfLibbpf = 1.0 };

    public static PeerTask AlignOfAll(PeerInput input) =>
        ReadingTasks.Whole(input, nameof(AlignOfAll), "align_all", input.Btf.TypeCount, () => OurTasks.AlignOfAll(input.Btf)) with { MostOfLibbpf = 0.5 };

    /// <summary>Measures the first call for an alignment, which computes all of them.</summary>
    public static PeerTask OpenAndAlign(PeerInput input) => new(nameof(OpenAndAlign), 1, () => OurTasks.OpenAndAlign(input.Files.Kernel));

    // Starts from the path's first type: libbpf would scan for its name, which is another task.
    public static PeerTask MemberPath(PeerInput input)
    {
        BtfType[] roots = input.PathRoots;
        byte[][] paths = input.Paths;
        return new PeerTask(nameof(MemberPath), paths.Length, () => OurTasks.MemberPaths(roots, paths))
        {
            // A loop in C that knows the form of the path: names with dots between them, no arrays.
            Libbpf = new PeerCalls(input).ResolvingPaths(PeerCalls.Libbpf),
            MostOfLibbpf = 1.2,
            IsLookup = true,
        };
    }
}
