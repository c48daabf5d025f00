using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Compares look-ups without an index in real data with lists made by walking.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
public sealed class ScanProofTests
{
    private const string SortedKernel = "kernels/amd64-7.3.4+deb13/vmlinux.btf";
    private const int SmallTypeCount = 3000;
    private const int OwnNames = 500;
    private const int SplitNames = 40;
    private const int KernelNames = 60;
    private const int SortedNames = 2000;
    private static readonly BtfOpenOptions _scan = new() { NameLookup = Core.NameLookup.Scan };

    private static IEnumerable<TestCaseData> SmallFiles => Corpus.Cases(file => !file.IsSplit && !file.IsRelocated && file.TypeCount <= SmallTypeCount);

    private static IEnumerable<TestCaseData> SmallSplits =>
        Corpus.Sample(4, file => file.IsSplit && !file.IsRelocated && file.TypeCount is > 0 and <= SmallTypeCount && file.Kind == "module");

    [TestCase("kinds-el.btf")]
    [TestCase("kinds-eb.btf")]
    public void Every_name_of_the_fixture_finds_the_ids_of_a_walk(string fixture)
    {
        using BtfObject btf = BtfObject.Open(Fixture.PathOf(fixture), _scan);
        ByteNames names = new(btf);

        Assert.That(names.WrongIn(btf, names.AllAndNear), Is.Empty);
    }

    [TestCaseSource(nameof(SmallFiles))]
    public void Every_name_of_a_small_file_finds_the_ids_of_a_walk_in_either_byte_order(CorpusFile file)
    {
        foreach (bool swapped in new[] { false, true })
        {
            using BtfObject btf = BtfObject.FromMemory(CorpusObjects.Bytes(file.Path, swapped), null, _scan);
            ByteNames names = new(btf);
            Assert.That(names.WrongIn(btf, names.AllAndNear), Is.Empty);
        }
    }

    [TestCaseSource(nameof(SmallSplits))]
    public void Every_name_of_a_split_without_an_index_over_a_base_with_one_finds_the_ids_of_a_walk(CorpusFile file)
    {
        BtfObject baseObject = CorpusObjects.Base(file.BasePath!, swapped: false);
        using BtfObject btf = BtfObject.FromMemory(Corpus.ReadBtf(file.Path), baseObject, _scan);
        ByteNames names = new(btf);

        Assert.That(names.WrongIn(btf, names.AllAndNear.TakeLast(OwnNames)), Is.Empty);
    }

    [TestCase("kernels/amd64-6.12.107+deb13/modules/nf_tables.btf")]
    [TestCase("kernels/amd64-7.3.4+deb13/modules/wireguard.btf")]
    [TestCase("kernels/s390x-6.12.107+deb13/modules/nf_tables.btf")]
    public void A_split_with_or_without_an_index_over_a_base_without_one_finds_the_ids_of_a_walk(string path)
    {
        CorpusFile file = Corpus.Find(path);
        using BtfObject baseObject = BtfObject.FromMemory(Corpus.ReadBtf(file.BasePath!), null, _scan);
        using BtfObject indexed = BtfObject.FromMemory(Corpus.ReadBtf(path), baseObject);
        using BtfObject scanned = BtfObject.FromMemory(Corpus.ReadBtf(path), baseObject, _scan);
        ByteNames names = new(indexed);
        byte[][] asked = [.. Sample(names, SplitNames / 2), .. names.AllAndNear.TakeLast(SplitNames / 2)];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(names.WrongIn(indexed, asked), Is.Empty);
            Assert.That(names.WrongIn(scanned, asked), Is.Empty);
        }
    }

    [Test]
    public void A_sorted_kernel_is_known_as_such_and_finds_the_ids_of_a_walk()
    {
        using BtfObject btf = BtfObject.FromMemory(Corpus.ReadBtf(SortedKernel), null, _scan);
        ByteNames names = new(btf);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(names.WrongIn(btf, Sample(names, SortedNames)), Is.Empty);
            Assert.That(btf.IsKnownToBeSorted, Is.True);
        }
    }

    [Test]
    public void The_first_look_up_in_a_sorted_kernel_finds_the_ids_of_a_walk()
    {
        byte[] data = Corpus.ReadBtf(SortedKernel);
        using BtfObject reference = BtfObject.FromMemory(data);
        ByteNames names = new(reference);
        foreach (byte[] name in Sample(names, SplitNames))
        {
            using BtfObject btf = BtfObject.FromMemory(data, null, _scan);
            Assert.That(names.WrongIn(btf, [name]), Is.Empty);
        }
    }

    [Test]
    public void The_running_kernel_finds_the_ids_of_a_walk()
    {
        using BtfObject btf = BtfObject.Open(Oracles.KernelBtf(), _scan);
        ByteNames names = new(btf);

        Assert.That(names.WrongIn(btf, [.. Sample(names, KernelNames), .. ((string[])["int", "sk_buff", "task_struct", "u8", "a"]).Select(System.Text.Encoding.UTF8.GetBytes)]), Is.Empty);
    }

    private static IEnumerable<byte[]> Sample(ByteNames names, int count)
    {
        byte[][] all = [.. names.AllAndNear];
        int step = Math.Max(1, all.Length / count);
        return all.Where((_, index) => index % step == 0);
    }
}
