using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Compares every field of every type of every file of the corpus, and every name's ids, with bpftool's output.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
public sealed class ReferenceDumpTests
{
    private static readonly bool[] _orders = [false, true];

    private static IEnumerable<TestCaseData> Files => Corpus.Cases(file => !file.IsRelocated);

    [TestCaseSource(nameof(Files))]
    public void Every_field_and_name_of_a_file_is_the_reference_in_either_byte_order(CorpusFile file)
    {
        foreach (bool swapped in _orders)
        {
            using BtfObject btf = CorpusObjects.Open(file, swapped);

            ReadOnlySpan<byte> text = DumpText.Raw(btf);

            AssertEqual(text, file, file.Raw, "raw");
            AssertEqual(DumpText.Json(btf), file, file.Json, "json");

            // The text was already found equal to bpftool's.
            Assert.That(PrintedNames.WrongIn(btf, text, out int names), Is.Empty);
            Assert.That(names, file.TypeCount > 100 ? Is.Positive : Is.Not.Negative);
            Assert.That(btf.TypeCount, Is.EqualTo(file.TypeCount));
            Assert.That(btf.ByteOrder == BtfByteOrder.BigEndian, Is.EqualTo(file.IsBigEndian ^ swapped));
        }
    }

    [Test]
    public void Every_field_and_name_of_every_module_of_a_kernel_is_the_reference_in_either_byte_order([ValueSource(nameof(_orders))] bool swapped)
    {
        SharedData.Require();
        BtfObject kernel = CorpusObjects.Base(Corpus.BulkBasePath, swapped);
        List<string> wrong = [];
        int count = 0;
        foreach (BulkModule module in Corpus.ReadBulk())
        {
            using BtfObject btf = BtfObject.FromMemory(CorpusObjects.InOrder(module.Btf, swapped), kernel);
            count++;
            ReadOnlySpan<byte> text = DumpText.Raw(btf);
            if (TextComparison.Hash(text) != module.RawSha256 || btf.TypeCount != module.TypeCount || PrintedNames.WrongIn(btf, text, out _).Count != 0)
            {
                wrong.Add(module.Name);
            }
        }

        Assert.That(wrong, Is.Empty);
        Assert.That(count, Is.EqualTo(1138));
    }

    private static void AssertEqual(ReadOnlySpan<byte> text, CorpusFile file, CorpusReference reference, string format)
    {
        if (TextComparison.Hash(text) != reference.Sha256)
        {
            byte[]? stored = Corpus.ReadReferenceBytes(file.Path, format);
            string difference = stored is null ? "the reference is not stored" : TextComparison.FirstDifference(text, stored)!;
            Assert.Fail($"{file.Path}, {format}: {difference}");
        }

        Assert.That(text.Length, Is.EqualTo(reference.Size));
    }
}
