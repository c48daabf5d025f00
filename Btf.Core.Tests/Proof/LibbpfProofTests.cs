using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Compares counts, records and look-ups of every object with those of the installed libbpf.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
public sealed class LibbpfProofTests
{
    private const int SampleSize = 100;
    private const int LastOfBase = 500;
    private const int MissingStride = 8;

    // Older releases of libbpf read only 16 bits of vlen, and refuse larger values.
    private static IEnumerable<TestCaseData> Files => Corpus.Sample(4, file => !file.IsRelocated && !file.Path.Contains("wide-vlen", StringComparison.Ordinal));

    private static IEnumerable<TestCaseData> DistilledFiles => Corpus.Cases(file => file.IsRelocated);

    [Test]
    public void The_running_kernel_is_what_libbpf_reads()
    {
        byte[] bytes = File.ReadAllBytes(Oracles.KernelBtf());
        using LibbpfObject expected = LibbpfObject.Open(bytes);
        using BtfObject kernel = BtfObject.FromMemory(bytes);

        AssertEqual(kernel, expected);
    }

    [TestCaseSource(nameof(Files))]
    public void A_file_is_what_libbpf_reads(CorpusFile file)
    {
        _ = Oracles.Libbpf();
        using LibbpfObject? expectedBase = file.BasePath is null ? null : LibbpfObject.Open(Corpus.ReadBtf(file.BasePath));
        using LibbpfObject? expected = LibbpfObject.TryOpen(Corpus.ReadBtf(file.Path), out int error, expectedBase) ?? OpenSwapped(file);
        Assert.That(expected, Is.Not.Null, $"This libbpf refuses {file.Path} with error {error}.");
        using BtfObject btf = CorpusObjects.Open(file);

        AssertEqual(btf, expected!);
    }

    [TestCaseSource(nameof(DistilledFiles))]
    public void A_split_over_its_distilled_base_is_what_libbpf_reads(CorpusFile file)
    {
        byte[] distilled = Corpus.ReadBtfBase(file.Path)!;
        byte[] split = Corpus.ReadBtf(file.Path);
        using LibbpfObject expectedBase = LibbpfObject.Open(distilled);
        using LibbpfObject expected = LibbpfObject.Open(split, expectedBase);
        using BtfObject baseObject = BtfObject.FromMemory(distilled);
        using BtfObject btf = BtfObject.FromMemory(split, baseObject);

        AssertEqual(btf, expected);
    }

    // Older releases of libbpf read a header longer than 24 bytes only in its own byte order.
    private static LibbpfObject? OpenSwapped(CorpusFile file) =>
        file.IsBigEndian == BitConverter.IsLittleEndian && !file.IsSplit ? LibbpfObject.TryOpen(CorpusObjects.Bytes(file.Path, swapped: true), out _) : null;

    private static void AssertEqual(BtfObject btf, LibbpfObject expected)
    {
        Assert.That(btf.NextTypeId, Is.EqualTo(expected.TypeCount));
        Assert.That(btf.PointerSize, Is.EqualTo(expected.PointerSize));
        Assert.That(btf.TryGetType(expected.TypeCount, out _), Is.False);
        AssertRecords(btf, expected);
        AssertLookups(btf, expected);
    }

    private static void AssertRecords(BtfObject btf, LibbpfObject expected)
    {
        List<uint> wrong = [];

        // The corpus also has the base as a file, so only its last types are compared here.
        for (uint id = btf.Base is null ? 0 : Math.Max(btf.FirstTypeId, LastOfBase) - LastOfBase; id < expected.TypeCount; id++)
        {
            BtfType type = btf[id];
            LibbpfRecord record = expected.Record(id)!.Value;
            LibbpfRecord found = new(type.NameOffset, (type.KindFlag ? 1u << 31 : 0) | ((uint)type.Kind << 24) | (uint)type.Vlen, type.SizeOrType);
            if (found != record || type.Name != expected.NameAt(record.NameOffset))
            {
                wrong.Add(id);
            }
        }

        Assert.That(wrong, Is.Empty);
    }

    private static void AssertLookups(BtfObject btf, LibbpfObject expected)
    {
        (string Name, BtfKind Kind)[] keys =
            [.. Keys(btf).Concat(btf.Base is null ? [] : Keys(btf.Base).Take(SampleSize / 10))];
        (string Name, BtfKind Kind)[] missing =
            [.. keys.Where((_, index) => index % MissingStride == 0).Select(key => (key.Name + "~", key.Kind))];

        Assert.That(keys.Where(key => Find(btf, key) != Find(expected, key)), Is.Empty);
        Assert.That(missing.Where(key => Find(btf, key) != Find(expected, key)), Is.Empty);
    }

    // libbpf walks over all types for each look-up, so the test looks up only some names of a large object, spread over all.
    private static IEnumerable<(string Name, BtfKind Kind)> Keys(BtfObject btf)
    {
        HashSet<(string, BtfKind)> keys = [];
        foreach (BtfType type in btf.Types)
        {
            if (!type.Name.IsEmpty)
            {
                keys.Add((type.Name.ToString(), type.Kind));
            }
        }

        int stride = Math.Max(1, keys.Count / SampleSize);
        return keys.Where((_, index) => index % stride == 0);
    }

    private static int? Find(BtfObject btf, (string Name, BtfKind Kind) key) =>
        btf.TryFindType(key.Name, key.Kind, out BtfType type) ? (int)type.Id : null;

    private static int? Find(LibbpfObject btf, (string Name, BtfKind Kind) key) =>
        btf.Find(key.Name, (uint)key.Kind) is >= 0 and int id ? id : null;
}
