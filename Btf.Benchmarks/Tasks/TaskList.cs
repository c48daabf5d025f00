namespace Btf.Benchmarks;

/// <summary>All tasks by name.</summary>
internal static class TaskList
{
    private static readonly (string Name, Func<PeerInput, PeerTask> Create)[] _all =
    [
        (nameof(OpeningTasks.OpenKernel), OpeningTasks.OpenKernel),
        (nameof(OpeningTasks.OpenFile), OpeningTasks.OpenFile),
        (nameof(OpeningTasks.OpenSplit), OpeningTasks.OpenSplit),
        (nameof(OpeningTasks.OpenCollection), OpeningTasks.OpenCollection),
        (nameof(OpeningTasks.FirstAnswer), OpeningTasks.FirstAnswer),
        (nameof(ReadingTasks.ResolveIdsRandom), ReadingTasks.ResolveIdsRandom),
        (nameof(ReadingTasks.ResolveIdsSequential), ReadingTasks.ResolveIdsSequential),
        (nameof(ReadingTasks.NameOfId), ReadingTasks.NameOfId),
        (nameof(ReadingTasks.ReadRecordsRandom), ReadingTasks.ReadRecordsRandom),
        (nameof(ReadingTasks.ReadRecordsSequential), ReadingTasks.ReadRecordsSequential),
        (nameof(ReadingTasks.ReadRecordNames), ReadingTasks.ReadRecordNames),
        (nameof(ReadingTasks.ReadEverything), ReadingTasks.ReadEverything),
        (nameof(ReadingTasks.WalkChains), ReadingTasks.WalkChains),
        (nameof(LayoutTasks.SizeOfAll), LayoutTasks.SizeOfAll),
        (nameof(LayoutTasks.AlignOfAll), LayoutTasks.AlignOfAll),
        (nameof(LayoutTasks.OpenAndAlign), LayoutTasks.OpenAndAlign),
        (nameof(LayoutTasks.MemberPath), LayoutTasks.MemberPath),
        (nameof(FindingTasks.FindByName), FindingTasks.FindByName),
        (nameof(FindingTasks.FindByNameMissing), FindingTasks.FindByNameMissing),
        (nameof(FindingTasks.FindByNameFew), FindingTasks.FindByNameFew),
        (nameof(FindingTasks.BuildNameIndex), FindingTasks.BuildNameIndex),
        (nameof(FindingTasks.FindByScan), FindingTasks.FindByScan),
        (nameof(FindingTasks.OpenAndFindByScan), FindingTasks.OpenAndFindByScan),
        (nameof(SearchingTasks.FindByRegex), SearchingTasks.FindByRegex),
        (nameof(SearchingTasks.FindByRegexNoLiteral), SearchingTasks.FindByRegexNoLiteral),
        (nameof(SearchingTasks.SearchMembers), SearchingTasks.SearchMembers),
        (nameof(DumpingTasks.DumpC), DumpingTasks.DumpC),
        (nameof(DumpingTasks.DumpRaw), DumpingTasks.DumpRaw),
        (nameof(DumpingTasks.Draw), DumpingTasks.Draw),
        (nameof(ValueTasks.Print), ValueTasks.Print),
        (nameof(ValueTasks.BindFields), ValueTasks.BindFields),
        (nameof(ValueTasks.ReadField), ValueTasks.ReadField),
        (nameof(ValueTasks.ReadEvents), ValueTasks.ReadEvents),
        (nameof(WritingTasks.Append), WritingTasks.Append),
        (nameof(WritingTasks.Deduplicate), WritingTasks.Deduplicate),
        (nameof(WritingTasks.DeduplicateDoubled), WritingTasks.DeduplicateDoubled),
        (nameof(WritingTasks.DeduplicateUnits), WritingTasks.DeduplicateUnits),
        (nameof(WritingTasks.Permute), WritingTasks.Permute),
        (nameof(WritingTasks.SortByName), WritingTasks.SortByName),
        (nameof(WritingTasks.Distill), WritingTasks.Distill),
        (nameof(WritingTasks.Compare), WritingTasks.Compare),
        (nameof(WritingTasks.CompareWithItself), WritingTasks.CompareWithItself),
        (nameof(ProgramTasks.Relocate), ProgramTasks.Relocate),
        (nameof(ProgramTasks.RelocateByScan), ProgramTasks.RelocateByScan),
        (nameof(ProgramTasks.PrepareObject), ProgramTasks.PrepareObject),
        (nameof(ProgramTasks.Minimize), ProgramTasks.Minimize),
        (nameof(VerifyingTasks.Verify), VerifyingTasks.Verify),
        (nameof(VerifyingTasks.VerifyEightfold), VerifyingTasks.VerifyEightfold),
        (nameof(VerifyingTasks.VerifyChain), VerifyingTasks.VerifyChain),
        (nameof(VerifyingTasks.VerifyWideStruct), VerifyingTasks.VerifyWideStruct),
        (nameof(VerifyingTasks.VerifyLattice), VerifyingTasks.VerifyLattice),
        (nameof(VerifyingTasks.VerifyLoops), VerifyingTasks.VerifyLoops),
        (nameof(VerifyingTasks.VerifyArrays), VerifyingTasks.VerifyArrays),
        (nameof(BuildingTasks.AddTypes), BuildingTasks.AddTypes),
        (nameof(BuildingTasks.AppendTwice), BuildingTasks.AppendTwice),
    ];

    /// <summary>The tasks' names.</summary>
    public static IEnumerable<string> Names => _all.Select(task => task.Name);

    /// <summary>Makes a task over an input. This may be slow, because it makes the data that only this task needs.</summary>
    public static PeerTask Create(PeerInput input, string name) => _all.Single(task => task.Name == name).Create(input);

    /// <summary>Makes the tasks with the given names; all tasks if no names are given.</summary>
    public static PeerTask[] CreateAll(PeerInput input, IReadOnlyCollection<string> names) =>
        [.. Names.Where(name => names.Count == 0 || names.Contains(name)).Select(name => Create(input, name))];
}
