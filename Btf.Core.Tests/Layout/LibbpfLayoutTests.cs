using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>
/// Compares sizes and alignments of every id with libbpf's. Before 1.8, libbpf refuses the longer header in the other byte order, so it reads
/// the same types in its own.
/// </summary>
[TestFixture]
public sealed class LibbpfLayoutTests
{
    // Older releases of libbpf read only 16 bits of vlen, and misread the records after a larger one.
    private static IEnumerable<TestCaseData> Files => Corpus.Sample(4, file => !file.Path.Contains("wide-vlen", StringComparison.Ordinal));

    [TestCaseSource(nameof(Files))]
    public void Every_type_of_a_corpus_file_has_the_size_and_alignment_that_libbpf_says_in_either_byte_order(CorpusFile file)
    {
        byte[] data = Corpus.ReadBtf(file.Path);
        byte[]? baseData = Corpus.ReadBtfBase(file.Path) ?? (file.BasePath is { } path ? Corpus.ReadBtf(path) : null);

        // A base that is a kernel is a file of its own.
        Compare(data, baseData, fromBase: !file.IsSplit || file.IsRelocated || LongRun.IsAsked);
    }

    [Test]
    public void Every_type_of_the_bulk_modules_has_the_size_and_alignment_that_libbpf_says()
    {
        byte[] baseData = Corpus.ReadBtf(Corpus.BulkBasePath);
        using BtfObject kernel = BtfObject.FromMemory(baseData);
        using LibbpfObject peerKernel = LibbpfObject.Open(baseData);
        int compared = 0;
        int step = LongRun.Rounds(usual: 5, many: 1);
        foreach (BulkModule module in Corpus.ReadBulk().Where((_, i) => i % step == 0))
        {
            using LibbpfObject? peer = LibbpfObject.TryOpen(module.Btf, out _, peerKernel);
            if (peer is not null)
            {
                using BtfObject split = BtfObject.FromMemory(module.Btf, kernel);
                Assert.That(Differences(split, peer, split.FirstTypeId), Is.Empty, module.Name);
                compared += split.TypeCount;
            }
        }

        Assert.That(compared, Is.GreaterThan(5_000));
    }

    [Test]
    public void Every_type_of_the_running_kernel_has_the_size_and_alignment_that_libbpf_says() =>
        Compare(File.ReadAllBytes(Oracles.KernelBtf()), null, fromBase: true);

    [TestCase(false)]
    [TestCase(true)]
    public void Every_kind_has_the_size_and_alignment_that_libbpf_says(bool bigEndian) =>
        Compare(SampleBtf.EveryKind(bigEndian).ToArray(), null, fromBase: true);

    [Test]
    public void A_split_over_a_base_that_knows_no_pointer_size_agrees_on_its_own_types()
    {
        var builder = new BtfBuilder();
        uint number = builder.AddInt("int", 4, BtfIntEncoding.Signed);
        uint pointer = builder.AddPointer(number);
        uint inner = builder.AddStruct("inner", 8, ("p", pointer, 0), ("q", pointer, 32));
        byte[] baseData = builder.ToArray();
        using BtfObject below = builder.ToObject();
        BtfBuilder split = new(below);
        split.AddInt("long int", 4, BtfIntEncoding.Signed);
        split.AddPointer(inner);
        split.AddArray(pointer, number, 3);
        split.AddStruct("outer", 12, ("inner", inner, 0), ("tail", pointer, 64));
        split.AddTypedef("inner_t", inner);

        Compare(split.ToArray(), baseData, fromBase: false);
    }

    private static void Compare(byte[] data, byte[]? baseData, bool fromBase)
    {
        Oracles.Libbpf();
        using LibbpfObject? peerBase = baseData is null ? null : LibbpfObject.Open(baseData);
        using LibbpfObject peer = LibbpfObject.TryOpen(data, out _, peerBase) ?? LibbpfObject.Open(ByteSwapper.Swap(data), peerBase);
        foreach (bool swapped in new[] { false, true })
        {
            using BtfObject? baseObject = baseData is null ? null : BtfObject.FromMemory(CorpusObjects.InOrder(baseData, swapped));
            using BtfObject btf = BtfObject.FromMemory(CorpusObjects.InOrder(data, swapped), baseObject);
            Assert.That(peer.TypeCount, Is.EqualTo(btf.NextTypeId));
            Assert.That(Differences(btf, peer, fromBase ? 0 : btf.FirstTypeId), Is.Empty);
        }
    }

    private static List<string> Differences(BtfObject btf, LibbpfObject peer, uint first)
    {
        var differences = new List<string>();
        for (uint id = first; id < btf.NextTypeId && differences.Count < 10; id++)
        {
            BtfType type = btf[id];
            long size = type.TryGetSizeInBytes(out uint bytes) ? bytes : -1;
            type.TryGetAlignment(out uint alignment);
            long peerSize = Math.Max(-1, peer.Size(id));
            int peerAlignment = Math.Max(0, peer.Alignment(id));
            if (size != peerSize || alignment != peerAlignment)
            {
                differences.Add($"[{id}] {type.Kind}: size {size}, libbpf {peerSize}; alignment {alignment}, libbpf {peerAlignment}");
            }
        }

        return differences;
    }
}
