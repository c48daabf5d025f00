using System.Runtime.Versioning;
using Btf.Core.Merging;
using NUnit.Framework;

namespace Btf.Core.Tests.Merging;

/// <summary>The kernel loads the results of the operations exactly if the verifier says so.</summary>
[TestFixture]
[Platform("Linux")]
[SupportedOSPlatform("linux")]
public sealed class LoadedRewriteTests
{
    [Test]
    public void The_kernel_takes_what_the_verifier_passes()
    {
        KernelLoader kernel = KernelLoader.Require();
        byte[][] inputs = [File.ReadAllBytes(BtfTool.Sample), SampleBtf.EveryKind().ToArray(), .. Objects()];
        int loaded = 0;
        foreach (byte[] input in inputs)
        {
            using BtfObject btf = BtfObject.FromMemory(input);
            foreach ((string operation, byte[] result) in Rewrite(btf))
            {
                bool isValid = BtfVerifier.Verify(result, null, new BtfVerifierOptions { Rules = kernel.Rules }).IsNone;
                int error = kernel.Load(result);
                Assert.That(error == 0, Is.EqualTo(isValid), $"{operation}: error {error}, {(error == 0 ? "" : kernel.Explain(result))}");
                loaded += error == 0 ? 1 : 0;
            }
        }

        Assert.That(loaded, Is.GreaterThan(4));
    }

    private static IEnumerable<byte[]> Objects() => SharedData.Folder is null ? []
        : Corpus.Files.Where(file => file.Path.StartsWith("objects/clang14/", StringComparison.Ordinal) && file.Path.EndsWith("-el.bpf.o", StringComparison.Ordinal))
            .Select(file => Corpus.ReadBtf(file.Path));

    private static IEnumerable<(string Operation, byte[] Result)> Rewrite(BtfObject btf)
    {
        using BtfConcatenation twice = BtfMerger.Concatenate(btf, btf);
        using BtfDeduplication once = BtfDeduplicator.Run(twice.Result);
        using BtfRewrite sorted = btf.SortByName();
        using BtfRewrite stripped = btf.Strip(type => type.Kind is BtfKind.Var or BtfKind.DataSec or BtfKind.DeclTag);
        yield return ("concatenate", twice.Result.RawData.ToArray());
        yield return ("dedup", once.Result.RawData.ToArray());
        yield return ("sort", sorted.Result.RawData.ToArray());
        yield return ("strip", stripped.Result.RawData.ToArray());
    }
}
