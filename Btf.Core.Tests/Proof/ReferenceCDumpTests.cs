using System.Text;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Compares the C header of every file of the corpus with the output of bpftool 7.8, and that of blobs with libbpf's.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
public sealed class ReferenceCDumpTests
{
    private const int SampleStep = 40;
    private static readonly bool[] _orders = [false, true];

    private static IEnumerable<TestCaseData> Files => Corpus.Sample(4, file => !file.IsRelocated);

    private static IEnumerable<TestCaseData> RelocatedFiles => Corpus.Sample(4, file => file.IsRelocated);

    private static IEnumerable<TestCaseData> Seeds => Vectors.Cases("seeds");

    [TestCaseSource(nameof(Files))]
    public void The_header_of_a_file_is_the_reference_in_either_byte_order(CorpusFile file)
    {
        foreach (bool swapped in _orders)
        {
            using BtfObject btf = CorpusObjects.Open(file, swapped);
            byte[] text = CText.Of(btf);

            if (TextComparison.Hash(text) != file.C.Sha256)
            {
                byte[]? reference = Corpus.ReadReferenceBytes(file.Path, "c");
                string difference = reference is null ? "the reference is not stored" : TextComparison.FirstDifference(text, reference)!;
                Assert.Fail($"{file.Path}, {btf.ByteOrder}: {difference}");
            }

            Assert.That(text, Has.Length.EqualTo(file.C.Size));
        }
    }

    [TestCaseSource(nameof(RelocatedFiles))]
    public void The_header_of_a_module_on_the_kernels_base_is_the_reference(CorpusFile file)
    {
        using BtfObject distilled = BtfObject.FromMemory(Corpus.ReadBtfBase(file.Path)!);
        using BtfObject module = BtfObject.FromMemory(Corpus.ReadBtf(file.Path), distilled);
        using BtfObject relocated = module.RelocateTo(CorpusObjects.Base(file.BasePath!, swapped: false));

        Assert.That(TextComparison.Hash(CText.Of(relocated)), Is.EqualTo(file.C.Sha256));
    }

    [Test]
    public void The_header_of_a_sample_of_a_kernels_modules_is_the_reference() =>
        AssertModules(module => (uint)module.Name.Aggregate(0, (sum, character) => sum + character) % SampleStep == 0, least: 10);

    [Test]
    [Explicit("Over a thousand headers of a whole kernel with a module each: a minute or more. --filter Name=The_header_of_every_module_of_a_kernel_is_the_reference")]
    public void The_header_of_every_module_of_a_kernel_is_the_reference() => AssertModules(_ => true, least: 1138);

    [TestCaseSource(nameof(Seeds))]
    public void The_types_of_a_seed_in_the_order_of_their_ids_are_what_libbpf_prints(BtfVector vector)
    {
        using BtfObject btf = VectorObjects.Open(vector.Blob, vector.Bases);

        AssertText(btf, vector);
    }

    [Test]
    public void The_types_of_a_parsed_split_in_the_order_of_their_ids_are_what_libbpf_prints()
    {
        int count = 0;
        foreach (BtfVector vector in Vectors.Read("split").Where(vector => vector.Json.TryGetProperty("c_dump", out _)))
        {
            BtfObject btf = VectorObjects.Open(vector.Blob, vector.Bases);
            AssertText(btf, vector);
            count++;
        }

        Assert.That(count, Is.EqualTo(3));
    }

    private static void AssertText(BtfObject btf, BtfVector vector) =>
        Assert.That(TextComparison.FirstDifference(CText.Unsorted(btf), Encoding.UTF8.GetBytes(vector.Json.GetProperty("c_dump").GetString()!)), Is.Null, vector.Id);

    private static void AssertModules(Func<BulkModule, bool> chosen, int least)
    {
        SharedData.Require();
        BtfObject kernel = CorpusObjects.Base(Corpus.BulkBasePath, swapped: false);
        List<string> wrong = [];
        int count = 0;
        foreach (BulkModule module in Corpus.ReadBulk().Where(chosen))
        {
            using BtfObject btf = BtfObject.FromMemory(module.Btf, kernel);
            count++;
            if (TextComparison.Hash(CText.Of(btf)) != module.CSha256)
            {
                wrong.Add(module.Name);
            }
        }

        Assert.That(wrong, Is.Empty);
        Assert.That(count, Is.AtLeast(least));
    }
}
