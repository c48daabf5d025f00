namespace Btf.Benchmarks;

/// <summary>All tasks, by the names of the methods that make them.</summary>
internal static class TaskList
{
    private static readonly Func<PeerInput, PeerTask>[] _all =
    [
        OpeningTasks.OpenKernel, OpeningTasks.OpenFile, OpeningTasks.OpenSplit, OpeningTasks.OpenCollection, OpeningTasks.FirstAnswer,
        ReadingTasks.ResolveIdsRandom, ReadingTasks.ResolveIdsSequential, ReadingTasks.NameOfId, ReadingTasks.ReadEverything, ReadingTasks.WalkChains,
        LayoutTasks.SizeOfAll, LayoutTasks.AlignOfAll, LayoutTasks.OpenAndAlign, LayoutTasks.MemberPath,
        FindingTasks.FindByName, FindingTasks.FindByNameMissing, FindingTasks.FindByNameFew, FindingTasks.BuildNameIndex,
        FindingTasks.FindByScan, FindingTasks.OpenAndFindByScan,
        SearchingTasks.FindByRegex, SearchingTasks.FindByRegexNoLiteral, SearchingTasks.SearchMembers,
        DumpingTasks.DumpC,
        VerifyingTasks.Verify, VerifyingTasks.VerifyEightfold, VerifyingTasks.VerifyChain, VerifyingTasks.VerifyWideStruct,
        VerifyingTasks.VerifyLattice, VerifyingTasks.VerifyLoops, VerifyingTasks.VerifyArrays,
    ];

    /// <summary>The tasks' names.</summary>
    public static IEnumerable<string> Names => _all.Select(create => create.Method.Name);

    /// <summary>Makes a task over an input. It may be slow: what only this one needs is made here.</summary>
    public static PeerTask Create(PeerInput input, string name) => _all.Single(create => create.Method.Name == name)(input);

    /// <summary>Makes the tasks of which the names are given; all where there are none.</summary>
    public static PeerTask[] CreateAll(PeerInput input, IReadOnlyCollection<string> names) =>
        [.. Names.Where(name => names.Count == 0 || names.Contains(name)).Select(name => Create(input, name))];
}
