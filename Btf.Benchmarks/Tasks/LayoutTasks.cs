using Btf.Core;

namespace Btf.Benchmarks;

/// <summary>Sizes, alignments, and where members lie.</summary>
internal static class LayoutTasks
{
    public static PeerTask SizeOfAll(PeerInput input) =>
        ReadingTasks.Whole(input, nameof(SizeOfAll), "size_all", input.Btf.TypeCount, () => OurTasks.SizeOfAll(input.Btf)) with { MostOfLibbpf = 1.0 };

    public static PeerTask AlignOfAll(PeerInput input) =>
        ReadingTasks.Whole(input, nameof(AlignOfAll), "align_all", input.Btf.TypeCount, () => OurTasks.AlignOfAll(input.Btf)) with { MostOfLibbpf = 0.5 };

    /// <summary>What the first question for an alignment costs, which reckons all of them.</summary>
    public static PeerTask OpenAndAlign(PeerInput input) => new(nameof(OpenAndAlign), 1, () => OurTasks.OpenAndAlign(input.Files.Kernel));

    // From the type that the path starts in: libbpf would scan for its name, which is another task.
    public static PeerTask MemberPath(PeerInput input)
    {
        BtfType[] roots = input.PathRoots;
        byte[][] paths = input.Paths;
        return new PeerTask(nameof(MemberPath), paths.Length, () => OurTasks.MemberPaths(roots, paths))
        {
            Libbpf = new PeerCalls(input).ResolvingPaths(PeerCalls.Libbpf),
            IsLookup = true,
        };
    }
}
