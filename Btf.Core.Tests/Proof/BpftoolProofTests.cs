using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Compares every field of objects without a stored reference with the text of the installed bpftool.</summary>
[TestFixture]
public sealed class BpftoolProofTests
{
    private const string KernelFolder = "/sys/kernel/btf";
    private static readonly string[] _fixtures = ["kinds-el.btf", "kinds-eb.btf"];
    private static readonly bool[] _orders = [false, true];

    private static IEnumerable<TestCaseData> MinimalObjects => SharedData.Cases(
        SharedData.Folder is null ? [] : Directory.EnumerateFiles(Corpus.PathOf("core"), "*.min.btf").Select(path => Path.GetFileName(path)!));

    private static IEnumerable<TestCaseData> DistilledFiles => Corpus.Cases(file => file.IsRelocated);

    [Test]
    public void Every_field_of_the_running_kernel_is_what_bpftool_prints()
    {
        using BtfObject kernel = BtfObject.Open(Oracles.KernelBtf(), new BtfOpenOptions { MemoryMode = BtfMemoryMode.Map });
        using BtfObject copy = BtfObject.Open(Oracles.KernelBtf(), new BtfOpenOptions { MemoryMode = BtfMemoryMode.Copy });

        ProcessResult expected = BpftoolOutput.Dump(Oracles.KernelBtf());

        AssertEqual(DumpText.Raw(kernel), expected);
        AssertEqual(DumpText.Raw(copy), expected);
        Assert.That(PrintedNames.WrongIn(kernel, expected.StandardOutput, out int names), Is.Empty);
        Assert.That(names, Is.GreaterThan(10_000));
        AssertEqual(DumpText.Json(kernel), BpftoolOutput.DumpJson(Oracles.KernelBtf()));
    }

    [Test]
    public void Every_field_of_the_running_kernels_modules_is_what_bpftool_prints()
    {
        string kernelPath = Oracles.KernelBtf();
        using BtfObject kernel = BtfObject.Open(kernelPath);
        string[] modules = [.. Directory.EnumerateFiles(KernelFolder).Where(path => path != kernelPath)];
        Assume.That(modules, Is.Not.Empty, "The running kernel has no module with BTF.");
        foreach (string path in modules)
        {
            using BtfObject module = BtfObject.OpenSplit(path, kernel);
            AssertEqual(DumpText.Raw(module), BpftoolOutput.Dump(path, kernelPath));
            AssertEqual(DumpText.Json(module), BpftoolOutput.DumpJson(path, kernelPath));
        }
    }

    [TestCaseSource(nameof(_fixtures))]
    public void Every_field_of_a_fixture_is_its_stored_text(string name)
    {
        using BtfObject btf = BtfObject.Open(Fixture.PathOf(name));

        Assert.That(TextComparison.FirstDifference(DumpText.Raw(btf), Fixture.Read("kinds.raw.txt")), Is.Null);
    }

    [TestCaseSource(nameof(_fixtures))]
    public void Every_field_of_a_fixture_is_what_bpftool_prints(string name)
    {
        using BtfObject btf = BtfObject.Open(Fixture.PathOf(name));

        AssertEqual(DumpText.Raw(btf), BpftoolOutput.Dump(Fixture.PathOf(name)));
        AssertEqual(DumpText.Json(btf), BpftoolOutput.DumpJson(Fixture.PathOf(name)));
    }

    [TestCaseSource(nameof(MinimalObjects))]
    public void Every_field_of_a_minimised_object_is_what_bpftool_prints(string name)
    {
        string path = Corpus.PathOf(Path.Combine("core", name));
        using BtfObject btf = BtfObject.Open(path);
        using BtfObject swapped = BtfObject.FromMemory(ByteSwapper.Swap(File.ReadAllBytes(path)));
        ProcessResult expected = BpftoolOutput.Dump(path);

        AssertEqual(DumpText.Raw(btf), expected);
        AssertEqual(DumpText.Raw(swapped), expected);
    }

    [TestCaseSource(nameof(DistilledFiles))]
    public void Every_field_of_a_split_over_its_distilled_base_is_what_bpftool_prints(CorpusFile file)
    {
        byte[] distilled = Corpus.ReadBtfBase(file.Path)!;
        byte[] split = Corpus.ReadBtf(file.Path);
        ProcessResult expectedBase = BpftoolOutput.Dump(distilled);
        ProcessResult expected = BpftoolOutput.Dump(split, distilled);
        foreach (bool swapped in _orders)
        {
            using BtfObject baseObject = BtfObject.FromMemory(CorpusObjects.InOrder(distilled, swapped));
            using BtfObject btf = BtfObject.FromMemory(CorpusObjects.InOrder(split, swapped), baseObject);

            AssertEqual(DumpText.Raw(baseObject), expectedBase);
            AssertEqual(DumpText.Raw(btf), expected);
            Assert.That(btf.TypeCount, Is.EqualTo(file.TypeCount));
        }
    }

    private static void AssertEqual(ReadOnlySpan<byte> text, ProcessResult bpftool)
    {
        Assert.That(bpftool.ExitCode, Is.Zero, bpftool.StandardError);
        Assert.That(TextComparison.FirstDifference(text, bpftool.StandardOutput), Is.Null);
    }
}
