using Btf.Core.Comparison;
using Btf.Core.Merging;
using NUnit.Framework;

namespace Btf.Core.Tests.Comparison;

/// <summary>Rules that must hold for any two kernels.</summary>
[TestFixture]
public sealed class ComparisonProofTests
{
    private const string Old = "kernels/amd64-6.12.107+deb13/vmlinux.btf";
    private const string New = "kernels/amd64-7.3.4+deb13/vmlinux.btf";

    public static IEnumerable<TestCaseData> Kernels => Corpus.Cases(file => file.Path.EndsWith("/vmlinux.btf", StringComparison.Ordinal));

    /// <summary>Pairs of neighbouring kernels in the corpus; outside of long runs, a sample of them.</summary>
    public static IEnumerable<TestCaseData> Neighbours()
    {
        (string, string)[] sample = [(Old, New), ("kernels/amd64-5.10.0-32/vmlinux.btf", "kernels/s390x-6.12.107+deb13/vmlinux.btf")];
        string[] kernels = [.. Corpus.Files.Select(file => file.Path).Where(path => path.EndsWith("/vmlinux.btf", StringComparison.Ordinal))];
        return (LongRun.IsAsked ? sample.Concat(kernels.Zip(kernels.Skip(1))) : sample).Select(pair => new TestCaseData(pair.Item1, pair.Item2));
    }

    [TestCaseSource(nameof(Kernels))]
    public void A_kernel_equals_itself_and_itself_with_other_ids_and_strings(CorpusFile file)
    {
        using BtfObject kernel = BtfObject.FromMemory(Corpus.ReadBtf(file.Path));
        using BtfRewrite shuffled = kernel.Permute(RandomOrder(kernel.TypeCount, seed: 20));
        using BtfObject prefix = BtfObject.FromMemory(OtherStrings(kernel.ByteOrder == BtfByteOrder.BigEndian));
        using BtfConcatenation other = BtfMerger.Concatenate(prefix, shuffled.Result);

        BtfComparison comparison = BtfComparison.Compare(kernel, other.Result);

        Assert.That(BtfComparison.Compare(kernel, kernel).Changes, Is.Empty);
        Assert.That(ChangeText.Of(comparison), Is.Empty);
        int different = 0;
        foreach (BtfType type in kernel.Types)
        {
            different += comparison.DifferenceOf(type) == BtfTypeDifference.None ? 0 : 1;
        }

        Assert.That(different, Is.Zero);
    }

    [TestCaseSource(nameof(Neighbours))]
    public void The_other_way_round_is_the_inverse(string old, string @new)
    {
        using BtfObject one = BtfObject.FromMemory(Corpus.ReadBtf(old));
        using BtfObject other = BtfObject.FromMemory(Corpus.ReadBtf(@new));

        BtfComparison forth = BtfComparison.Compare(one, other);
        BtfComparison back = BtfComparison.Compare(other, one);

        Assert.That(forth.Changes, Is.Not.Empty);
        Assert.That(ChangeText.InverseOf(forth).Except(ChangeText.Of(back)).Take(5), Is.Empty);
        Assert.That(ChangeText.Of(back), Has.Length.EqualTo(forth.Changes.Count));
    }

    [Test]
    public void Each_change_of_a_kernel_has_a_part()
    {
        using BtfObject one = BtfObject.FromMemory(Corpus.ReadBtf(Old));
        using BtfObject other = BtfObject.FromMemory(Corpus.ReadBtf(New));

        BtfComparison comparison = BtfComparison.Compare(one, other);

        Assert.That(comparison.Changes.Where(change => change.Change == BtfChangeKind.Changed && change.Parts.Count == 0), Is.Empty);
        Assert.That(comparison.Changes.Where(change => change.Change != BtfChangeKind.Changed && change.Parts.Count != 0), Is.Empty);
    }

    private static uint[] RandomOrder(int count, int seed)
    {
        uint[] order = [.. Enumerable.Range(1, count).Select(id => (uint)id)];
        new Random(seed).Shuffle(order);
        return [0, .. order];
    }

    /// <summary>An object without types, whose strings move those of others to other offsets.</summary>
    private static byte[] OtherStrings(bool bigEndian)
    {
        var builder = new BtfBuilder { ByteOrder = ByteOrders.Of(bigEndian) };
        for (int i = 0; i < 1000; i++)
        {
            builder.AddString($"never_used_{i}");
        }

        return builder.ToArray();
    }
}
