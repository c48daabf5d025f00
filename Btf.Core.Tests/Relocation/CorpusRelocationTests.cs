using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Real modules that ship a distilled base, put onto their kernels, against what bpftool printed of them there.</summary>
[TestFixture]
public sealed class CorpusRelocationTests
{
    private static IEnumerable<TestCaseData> Modules => Corpus.Cases(file => file.IsRelocated);

    [TestCaseSource(nameof(Modules))]
    public void A_module_on_the_kernels_base_is_the_reference_in_either_byte_order(CorpusFile file)
    {
        foreach (bool swapped in (bool[])[false, true])
        {
            using BtfObject distilled = BtfObject.FromMemory(CorpusObjects.InOrder(Corpus.ReadBtfBase(file.Path)!, swapped));
            using BtfObject module = BtfObject.FromMemory(CorpusObjects.InOrder(Corpus.ReadBtf(file.Path), swapped), distilled);
            string before = TextComparison.Hash(RawText.Of(module).Written);

            using BtfObject relocated = module.RelocateTo(CorpusObjects.Base(file.BasePath!.Split(' ')[0], swapped));

            ReadOnlySpan<byte> text = RawText.Of(relocated).Written;
            byte[]? reference = Corpus.ReadReferenceBytes(file.Path, "raw");
            Assert.That(TextComparison.Hash(text), Is.EqualTo(file.Raw.Sha256), reference is null ? "" : TextComparison.FirstDifference(text, reference));
            Assert.That(TextComparison.Hash(RawText.Of(module).Written), Is.EqualTo(before));
        }
    }
}
