namespace Btf.Benchmarks;

/// <summary>Tasks that read types by id and follow references.</summary>
internal static class ReadingTasks
{
    public static PeerTask ResolveIdsRandom(PeerInput input) =>
        ByIds(input, nameof(ResolveIdsRandom), "resolve", input.RandomIds, ids => OurTasks.Resolve(input.Btf, ids)) with { MostOfLibbpf = 1.0, MostOfLimit = 1.25 };

    public static PeerTask ResolveIdsSequential(PeerInput input) =>
        ByIds(input, nameof(ResolveIdsSequential), "resolve", input.SequentialIds, ids => OurTasks.Resolve(input.Btf, ids)) with { MostOfLibbpf = 0.7 };

    public static PeerTask NameOfId(PeerInput input) =>
        ByIds(input, nameof(NameOfId), "names", input.RandomIds, ids => OurTasks.NameLengths(input.Btf, ids)) with { MostOfLibbpf = 0.8 };

    public static PeerTask ReadRecordsRandom(PeerInput input) =>
        ByIds(input, nameof(ReadRecordsRandom), "resolve", input.RandomIds, ids => OurTasks.ResolveByReader(input.Btf, ids)) with { MostOfLimit = 1.05 };

    public static PeerTask ReadRecordsSequential(PeerInput input) =>
        ByIds(input, nameof(ReadRecordsSequential), "resolve", input.SequentialIds, ids => OurTasks.ResolveByReader(input.Btf, ids)) with { MostOfLimit = 1.05 };

    public static PeerTask ReadRecordNames(PeerInput input) =>
        ByIds(input, nameof(ReadRecordNames), "names", input.RandomIds, ids => OurTasks.NameLengthsByReader(input.Btf, ids)) with { MostOfLimit = 1.05 };

    public static PeerTask ReadEverything(PeerInput input) =>
        Whole(input, nameof(ReadEverything), "read_everything", 1, () => OurTasks.ReadEverything(input.Btf)) with { MostOfLimit = 1.05 };

    public static PeerTask WalkChains(PeerInput input) =>
        Whole(input, nameof(WalkChains), "walk_chains", OurTasks.CountHops(input.Btf), () => OurTasks.WalkChains(input.Btf)) with { MostOfLibbpf = 1.0 };

    /// <summary>Makes a task over the whole input.</summary>
    public static PeerTask Whole(PeerInput input, string name, string function, double operations, Func<ulong> ours)
    {
        var calls = new PeerCalls(input);
        return new PeerTask(name, operations, ours)
        {
            Libbpf = calls.OverInput(PeerCalls.Libbpf, function),
            Limit = calls.OverInput(PeerCalls.Limit, function),
            IsLookup = true,
        };
    }

    private static PeerTask ByIds(PeerInput input, string name, string function, uint[] ids, Func<uint[], ulong> ours)
    {
        var calls = new PeerCalls(input);
        return new PeerTask(name, ids.Length, () => ours(ids))
        {
            Libbpf = calls.OverIds(PeerCalls.Libbpf, function, ids),
            Limit = calls.OverIds(PeerCalls.Limit, function, ids),
            IsLookup = true,
        };
    }
}
