using Btf.Core.Merging;
using NUnit.Framework;

namespace Btf.Core.Tests.Merging;

/// <summary>All modules of a kernel as one object over it.</summary>
[TestFixture]
public sealed class ModulesMergeTests
{
    // The result of libbpf 1.8. In some orders, it also merges types that refer to a declaration in the base with types that refer to the definition.
    private const int TypesOfLibbpf = 128_944;

    [Test]
    public void All_modules_of_a_kernel_merge_and_none_becomes_what_it_was_not()
    {
        using BtfObject kernel = BtfObject.FromMemory(Corpus.ReadBtf(Corpus.BulkBasePath));
        BtfObject[] modules = [.. Corpus.ReadBulk().Select(module => BtfObject.FromMemory(module.Btf, kernel))];
        using BtfConcatenation all = BtfMerger.Concatenate(modules);
        using BtfDeduplication merged = BtfDeduplicator.Run(all.Result);
        using BtfDeduplication again = BtfDeduplicator.Run(merged.Result);

        Assert.That(modules, Has.Length.EqualTo(1138));
        var proof = new MergeProof(all.Result, merged);
        Assert.That(proof.Differences(), Is.Empty);
        Assert.That(proof.EqualLeft(), Is.Zero);
        Assert.That(all.Result.TypeCount, Is.EqualTo(modules.Sum(module => module.TypeCount)));
        Assert.That(merged.Result.TypeCount, Is.InRange(TypesOfLibbpf - 100, TypesOfLibbpf + 100));
        Assert.That(again.Result.TypeCount, Is.EqualTo(merged.Result.TypeCount));
        Assert.That(merged.Map(all.Map(5, modules[5].FirstTypeId)), Is.GreaterThan(0));
        foreach (BtfObject module in modules)
        {
            module.Dispose();
        }
    }
}
