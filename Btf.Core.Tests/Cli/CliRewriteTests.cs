using System.Text.Json;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary><c>btf merge</c>, <c>dedup</c>, <c>sort</c>, <c>distill</c> and <c>strip</c> as processes.</summary>
[TestFixture]
[Platform("Linux")]
public sealed class CliRewriteTests
{
    private TemporaryFolder _folder;
    private string _kernel;
    private string _module;

    [SetUp]
    public void WriteInputs()
    {
        _folder = new TemporaryFolder();
        var kernel = new BtfBuilder();
        uint @int = kernel.AddInt("int", 4, BtfIntEncoding.Signed);
        uint file = kernel.AddStruct("file", 8, ("a", @int, 0));
        uint prototype = kernel.AddFunctionPrototype(@int, ("file", kernel.AddPointer(file)));
        kernel.AddFunction("vfs_open", prototype);
        kernel.AddStruct("zebra", 4, ("stripes", @int, 0));
        using BtfObject kernelObject = BtfObject.FromMemory(kernel.ToArray());
        BtfBuilder module = new(kernelObject);
        module.AddStruct("mine", 8, ("file", module.AddPointer(file), 0));
        _kernel = _folder.Write("vmlinux", kernel.ToArray());
        _module = _folder.Write("module.btf", module.ToArray());
    }

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    [Test]
    public void Merged_files_have_the_types_of_all_and_with_dedup_each_once()
    {
        string all = _folder.PathOf("all.btf");
        string small = _folder.PathOf("small.btf");

        ProcessResult merge = BtfTool.Ask("merge", _kernel, _kernel, "-o", all);
        ProcessResult dedup = BtfTool.Ask("merge", _kernel, _kernel, "--dedup", "-o", small, "--json");

        using BtfObject both = BtfObject.Open(all);
        using BtfObject once = BtfObject.Open(small);
        using BtfObject kernel = BtfObject.Open(_kernel);
        using JsonDocument json = JsonDocument.Parse(dedup.Text);
        Assert.That((merge.ExitCode, dedup.ExitCode, merge.StandardError), Is.EqualTo((0, 0, "")));
        Assert.That(both.TypeCount, Is.EqualTo(2 * kernel.TypeCount));
        Assert.That(once.TypeCount, Is.EqualTo(kernel.TypeCount));
        Assert.That(merge.Text, Is.Not.Empty);
    }

    [Test]
    public void Modules_are_merged_over_their_base()
    {
        string output = _folder.PathOf("modules.btf");

        ProcessResult result = BtfTool.Ask("merge", _module, _module, "--base", _kernel, "--dedup", "-o", output);

        using BtfObject kernel = BtfObject.Open(_kernel);
        using BtfObject merged = BtfObject.OpenSplit(output, kernel);
        Assert.That(result.ExitCode, Is.Zero);
        Assert.That(merged.TypeCount, Is.EqualTo(1));
        Assert.That(merged.FindType("mine", BtfKind.Struct).AsComposite().Members[0].Type.Target.Name.ToString(), Is.EqualTo("file"));
    }

    [Test]
    public void Why_types_of_a_name_stay_several_is_told()
    {
        var builder = new BtfBuilder();
        uint @int = builder.AddInt("int", 4, BtfIntEncoding.Signed);
        uint @long = builder.AddInt("long", 8, BtfIntEncoding.Signed);
        builder.AddStruct("same", 8, ("a", @int, 0));
        builder.AddStruct("same", 8, ("a", @long, 0));
        string path = _folder.Write("two.btf", builder.ToArray());

        ProcessResult text = BtfTool.Ask("dedup", path, "--explain", "same");
        ProcessResult json = BtfTool.Ask("dedup", path, "--explain", "*", "--json");
        ProcessResult none = BtfTool.Ask("dedup", path);

        Assert.That(text.Text, Does.Contain("same -> a: INT 'int' against INT 'long'"));
        using JsonDocument document = JsonDocument.Parse(json.Text);
        Assert.That(document.RootElement.GetArrayLength(), Is.EqualTo(1));
        Assert.That(none.ExitCode, Is.EqualTo(2));
    }

    [Test]
    public void Sorted_types_are_in_the_order_of_their_names()
    {
        string output = _folder.PathOf("sorted.btf");

        ProcessResult result = BtfTool.Ask("sort", _kernel, "-o", output);

        using BtfObject sorted = BtfObject.Open(output);
        Assert.That(result.ExitCode, Is.Zero);
        Assert.That(sorted.IsSortedByName, Is.True);
    }

    [Test]
    public void A_distilled_module_fits_onto_the_kernel_again()
    {
        string split = _folder.PathOf("split.btf");
        string distilled = _folder.PathOf("base.btf");

        ProcessResult result = BtfTool.Ask("distill", _module, "--base", _kernel, "-o", split, "--base-out", distilled);

        using BtfObject baseObject = BtfObject.Open(distilled);
        using BtfObject module = BtfObject.OpenSplit(split, baseObject);
        using BtfObject kernel = BtfObject.Open(_kernel);
        using BtfObject relocated = module.RelocateTo(kernel);
        Assert.That(result.ExitCode, Is.Zero);
        Assert.That(baseObject.TypeCount, Is.LessThan(kernel.TypeCount));
        Assert.That(relocated.FindType("mine", BtfKind.Struct).AsComposite().Members[0].Type.Target, Is.EqualTo(kernel.FindType("file", BtfKind.Struct)));
    }

    [Test]
    public void Stripped_files_lack_what_was_named()
    {
        string functions = _folder.PathOf("functions.btf");
        string names = _folder.PathOf("names.btf");

        ProcessResult first = BtfTool.Ask("strip", _kernel, "--functions", "-o", functions);
        ProcessResult second = BtfTool.Ask("strip", _kernel, "--name", "z*", "-o", names);

        using BtfObject without = BtfObject.Open(functions);
        using BtfObject unstriped = BtfObject.Open(names);
        Assert.That((first.ExitCode, second.ExitCode), Is.EqualTo((0, 0)));
        Assert.That(without.TryFindType("vfs_open", BtfKind.Func, out _), Is.False);
        Assert.That(without.TryFindType("zebra", BtfKind.Struct, out _), Is.True);
        Assert.That(unstriped.TryFindType("zebra", BtfKind.Struct, out _), Is.False);
    }

    [TestCase("merge")]
    [TestCase("dedup")]
    [TestCase("sort")]
    [TestCase("strip")]
    public void An_input_that_is_broken_or_would_be_replaced_stays_as_it_is(string command)
    {
        byte[] before = File.ReadAllBytes(_kernel);
        string broken = _folder.Write("broken.btf", before.AsSpan(0, before.Length - 30));
        string output = _folder.PathOf("out.btf");
        string[] options = command == "strip" ? ["--functions"] : [];

        ProcessResult over = BtfTool.Ask([command, _kernel, .. options, "-o", _kernel]);
        ProcessResult bad = BtfTool.Ask([command, broken, .. options, "-o", output]);

        Assert.That((over.ExitCode, bad.ExitCode), Is.EqualTo((2, 3)));
        Assert.That(File.ReadAllBytes(_kernel), Is.EqualTo(before));
        Assert.That(File.Exists(output), Is.False);
        Assert.That(bad.StandardError, Does.Contain("broken.btf"));
    }
}
