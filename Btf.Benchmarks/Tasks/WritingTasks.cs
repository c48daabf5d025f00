using Btf.Core;
using Btf.Core.Building;
using Btf.Core.Comparison;
using Btf.Core.Merging;

namespace Btf.Benchmarks;

/// <summary>Tasks that make new objects from the input, and that compare two objects.</summary>
internal static class WritingTasks
{
    private const double MillisecondsToPermuteKernel = 8;
    private const double MillisecondsToSortKernel = 15;
    private const double MillisecondsToCompareKernels = 60;
    private const double MillisecondsToCompareWithItself = 20;

    /// <summary>Appends the input to itself.</summary>
    public static PeerTask Append(PeerInput input)
    {
        var calls = new PeerCalls(input);
        return new PeerTask(nameof(Append), 1, () => Count(BtfMerger.Concatenate(input.Btf, input.Btf)))
        {
            Prepare = calls.Preparing(PeerCalls.Libbpf, 1),
            Libbpf = calls.OverInput(PeerCalls.Libbpf, "append"),
            MostOfLibbpf = 0.1,
        };
    }

    /// <summary>Deduplicates types that are all different.</summary>
    public static PeerTask Deduplicate(PeerInput input) => Deduplicate(input, nameof(Deduplicate), input.Btf, 1) with { MostOfLibbpf = 0.5 };

    /// <summary>Deduplicates compilation units that share types, and know some by name only.</summary>
    public static PeerTask DeduplicateUnits(PeerInput input) => Deduplicate(input.Units, nameof(DeduplicateUnits), input.Units.Btf, 1) with { MostOfLibbpf = 0.45 };

    /// <summary>Deduplicates types that all occur twice.</summary>
    public static PeerTask DeduplicateDoubled(PeerInput input) =>
        Deduplicate(input, nameof(DeduplicateDoubled), BtfMerger.Concatenate(input.Btf, input.Btf).Result, 2) with { MostOfLibbpf = 0.4 };

    /// <summary>Reverses the order of the types.</summary>
    public static PeerTask Permute(PeerInput input)
    {
        var calls = new PeerCalls(input);
        uint[] order = [0, .. Enumerable.Range(1, input.Btf.TypeCount).Reverse().Select(id => (uint)id)];
        return new PeerTask(nameof(Permute), 1, () => Count(input.Btf.Permute(order)))
        {
            Prepare = calls.Preparing(PeerCalls.Libbpf, 1),
            Libbpf = calls.OverIds(PeerCalls.Libbpf, "permute", order),
            LibbpfNeeded = "1.7",
            MostNanoseconds = AbsoluteBar.For(input.Btf.TypeCount, MillisecondsToPermuteKernel),
        };
    }

    /// <summary>Puts the types in the order of their names; with libbpf, the C program sorts and libbpf permutes.</summary>
    public static PeerTask SortByName(PeerInput input)
    {
        var calls = new PeerCalls(input);
        return new PeerTask(nameof(SortByName), 1, () => Count(input.Btf.SortByName()))
        {
            Prepare = calls.Preparing(PeerCalls.Libbpf, 1),
            Libbpf = calls.OverInput(PeerCalls.Libbpf, "sort_by_name"),
            LibbpfNeeded = "1.7",
            MostNanoseconds = AbsoluteBar.For(input.Btf.TypeCount, MillisecondsToSortKernel),
        };
    }

    /// <summary>Makes a module's distilled base and its types over it, many times.</summary>
    public static PeerTask Distill(PeerInput input)
    {
        var calls = new PeerCalls(input);
        int times = input.Sizes.Splits;
        return new PeerTask(nameof(Distill), times, () => Distill(input.Module, times))
        {
            Libbpf = calls.OverSplit(PeerCalls.Libbpf, "distill", input.Files.Module, times),
            LibbpfNeeded = "1.5",
            MostOfLibbpf = 0.35,
        };
    }

    /// <summary>Compares the input with the input in another order, which does not differ.</summary>
    public static PeerTask Compare(PeerInput input)
    {
        BtfObject other = input.Btf.SortByName().Result;
        return Compare(input, nameof(Compare), other, MillisecondsToCompareKernels);
    }

    public static PeerTask CompareWithItself(PeerInput input) => Compare(input, nameof(CompareWithItself), input.Btf, MillisecondsToCompareWithItself);

    private static PeerTask Compare(PeerInput input, string name, BtfObject other, double milliseconds) =>
        new(name, 1, () => (ulong)BtfComparison.Compare(input.Btf, other).Changes.Count)
        {
            MostNanoseconds = AbsoluteBar.For(input.Btf.TypeCount, milliseconds),
        };

    private static PeerTask Deduplicate(PeerInput input, string name, BtfObject btf, int times)
    {
        var calls = new PeerCalls(input);
        return new PeerTask(name, 1, () => Count(BtfDeduplicator.Run(btf)))
        {
            Prepare = calls.Preparing(PeerCalls.Libbpf, times),
            Libbpf = calls.OverInput(PeerCalls.Libbpf, "dedup"),
        };
    }

    private static ulong Distill(BtfObject module, int times)
    {
        ulong types = 0;
        for (int i = 0; i < times; i++)
        {
            using BtfDistillation distillation = module.Distill();
            types += (ulong)distillation.Base.TypeCount + (ulong)distillation.Split.TypeCount;
        }

        return types;
    }

    private static ulong Count(BtfRewrite rewrite)
    {
        using (rewrite)
        {
            return (ulong)rewrite.Result.TypeCount;
        }
    }

    private static ulong Count(BtfConcatenation concatenation)
    {
        using (concatenation)
        {
            return (ulong)concatenation.Result.TypeCount;
        }
    }
}
