using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Relocates real modules with a distilled base to their kernels, and compares them with bpftool's output.</summary>
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
            string before = TextComparison.Hash(DumpText.Raw(module));

            using BtfObject relocated = module.RelocateTo(CorpusObjects.Base(file.BasePath!, swapped));

            ReadOnlySpan<byte> text = DumpText.Raw(relocated);
            byte[]? reference = Corpus.ReadReferenceBytes(file.Path, "raw");
            Assert.That(TextComparison.Hash(text), Is.EqualTo(file.Raw.Sha256), reference is null ? "" : TextComparison.FirstDifference(text, reference));
            Assert.That(TextComparison.Hash(DumpText.Raw(module)), Is.EqualTo(before));
        }
    }

    [Test]
    public void A_kernel_that_was_opened_to_be_scanned_serves_as_well()
    {
        CorpusFile file = Corpus.Find("distilled/s390x-tcp_bbr.ko");
        using BtfObject distilled = BtfObject.FromMemory(Corpus.ReadBtfBase(file.Path)!);
        using BtfObject module = BtfObject.FromMemory(Corpus.ReadBtf(file.Path), distilled);
        using BtfObject kernel = BtfObject.FromMemory(Corpus.ReadBtf(file.BasePath!), null, new BtfOpenOptions { NameLookup = NameLookup.Scan });

        using BtfObject relocated = module.RelocateTo(kernel);

        Assert.That(TextComparison.Hash(DumpText.Raw(relocated)), Is.EqualTo(file.Raw.Sha256));
    }
}
