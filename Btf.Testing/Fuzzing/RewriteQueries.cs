using Btf.Core.Comparison;
using Btf.Core.Merging;

namespace Btf.Testing;

/// <summary>Rewrites an object in every way, and compares it with the results.</summary>
internal static class RewriteQueries
{
    public static void Run(BtfObject btf)
    {
        try
        {
            Rewrite(btf);
        }
        catch (BtfFormatException e)
        {
            // One of the two legal outcomes.
            FuzzTargets.Expect(e.Message.Length > 0, "There is no reason.");
        }
    }

    private static void Rewrite(BtfObject btf)
    {
        using BtfDeduplication deduplicated = BtfDeduplicator.Run(btf, new BtfDeduplicationOptions { Quirks = BtfDeduplicationQuirks.Gcc });
        using BtfDeduplication again = BtfDeduplicator.Run(deduplicated.Result, new BtfDeduplicationOptions { Quirks = BtfDeduplicationQuirks.Gcc });
        FuzzTargets.Expect(again.Result.TypeCount <= deduplicated.Result.TypeCount, "A second run adds types.");
        foreach (BtfNearDuplicate pair in deduplicated.NearDuplicates.Take(10))
        {
            _ = pair.Explain();
        }

        using BtfRewrite sorted = btf.SortByName();
        FuzzTargets.Expect(sorted.Result.IsSortedByName || btf.Base is not null, "A sorted object is not sorted.");
        using BtfRewrite stripped = btf.Strip(type => type.Id % 3 == 0);
        using BtfConcatenation twice = BtfMerger.Concatenate(btf, btf);
        FuzzTargets.Expect(BtfComparison.Compare(btf, sorted.Result).Changes.Count == 0, "A sorted object differs from its source.");
        foreach (BtfTypeChange change in BtfComparison.Compare(btf, stripped.Result).Changes.Take(100))
        {
            _ = change.Parts.Count + change.Impact.Functions.Count;
        }

        if (btf.Base is not null)
        {
            using BtfDistillation distilled = btf.Distill();
        }
    }
}
