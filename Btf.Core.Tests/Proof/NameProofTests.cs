using System.Collections.Concurrent;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Compares the name index with lists made by walking, for every name of every file.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
public sealed class NameProofTests
{
    private const int BaseNameStride = 97;
    private const int NearNameStride = 11;
    private const int AnonymousStride = 50;
    private static readonly bool[] _orders = [false, true];
    private static readonly ConcurrentDictionary<(string Path, bool Swapped), Lazy<NameList>> _baseLists = new();

    private static IEnumerable<TestCaseData> Files => Corpus.Sample(4, file => !file.IsRelocated);

    private static IEnumerable<TestCaseData> DistilledFiles => Corpus.Cases(file => file.IsRelocated);

    [TestCaseSource(nameof(Files))]
    public void Every_name_of_a_file_finds_the_ids_of_a_walk_in_either_byte_order(CorpusFile file)
    {
        foreach (bool swapped in _orders)
        {
            using BtfObject btf = CorpusObjects.Open(file, swapped);
            NameList? baseNames = file.BasePath is null ? null : BaseNames(file.BasePath, swapped);
            AssertNames(btf, new NameList(btf, baseNames), baseNames);
        }
    }

    [TestCaseSource(nameof(DistilledFiles))]
    public void Every_name_of_a_split_over_its_distilled_base_finds_the_ids_of_a_walk(CorpusFile file)
    {
        using BtfObject baseObject = BtfObject.FromMemory(Corpus.ReadBtfBase(file.Path)!);
        using BtfObject btf = BtfObject.FromMemory(Corpus.ReadBtf(file.Path), baseObject);
        NameList baseNames = new(baseObject);

        AssertNames(baseObject, baseNames, null);
        AssertNames(btf, new NameList(btf, baseNames), baseNames);
    }

    [Test]
    public void Every_name_of_every_module_of_a_kernel_finds_the_ids_of_a_walk()
    {
        SharedData.Require();
        BtfObject kernel = CorpusObjects.Base(Corpus.BulkBasePath, swapped: false);
        NameList kernelNames = BaseNames(Corpus.BulkBasePath, swapped: false);
        int index = 0;
        foreach (BulkModule module in Corpus.ReadBulk())
        {
            using BtfObject btf = BtfObject.FromMemory(module.Btf, kernel);
            NameList names = new(btf, kernelNames);
            AssertNamed(btf, names, names.OwnNames);
            if (index++ % AnonymousStride == 0)
            {
                AssertNamed(btf, names, [""]);
            }
        }
    }

    [Test]
    public void Every_name_of_the_running_kernel_finds_the_ids_of_a_walk()
    {
        using BtfObject kernel = BtfObject.Open(Oracles.KernelBtf());

        AssertNames(kernel, new NameList(kernel), null);
    }

    private static void AssertNames(BtfObject btf, NameList names, NameList? baseNames)
    {
        AssertNamed(btf, names, names.OwnNames);
        AssertNamed(btf, names, baseNames?.OwnNames.Where((_, index) => index % BaseNameStride == 0) ?? []);
        AssertNamed(btf, names, [""]);
        AssertNamed(btf, names, names.OwnNames.Where((_, index) => index % NearNameStride == 0).SelectMany(NearNames));
    }

    private static void AssertNamed(BtfObject btf, NameList names, IEnumerable<string> asked)
    {
        string[] wrong = [.. asked.Where(name => !LookupAnswers.Gives(btf, name, names.Find(name)))];
        Assert.That(wrong, Is.Empty);
    }

    private static IEnumerable<string> NearNames(string name) =>
        name.Length == 1 ? [name + "~", "~" + name, name + "\0"] : [name + "~", "~" + name, name + "\0", name[..^1]];

    private static NameList BaseNames(string path, bool swapped) => _baseLists.GetOrAdd(
        (path, swapped),
        key => new Lazy<NameList>(() => new NameList(CorpusObjects.Base(key.Path, key.Swapped)))).Value;
}
