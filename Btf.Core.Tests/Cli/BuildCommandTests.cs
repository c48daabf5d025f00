using System.Text;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary><c>btf build</c> rebuilds an object from its dump.</summary>
[TestFixture]
public sealed class BuildCommandTests
{
    private TemporaryDirectory _directory;

    [SetUp]
    public void MakeDirectory() => _directory = new TemporaryDirectory();

    [TearDown]
    public void RemoveDirectory() => _directory.Dispose();

    [Test]
    public void A_kernels_dump_gives_the_kernels_types_again()
    {
        byte[] data = Corpus.ReadBtf(LongRun.IsAsked ? "kernels/vm-6.18.44/vmlinux.btf" : "btf-rs/btf/vmlinux");
        using BtfObject kernel = BtfObject.FromMemory(data);

        byte[] built = Build(DumpText.Json(kernel));

        using BtfObject result = BtfObject.FromMemory(built);
        Assert.That(TextComparison.FirstDifference(DumpText.Raw(result), DumpText.Raw(kernel)), Is.Null);
        Assert.That(result.Header.TypeLength, Is.EqualTo(kernel.Header.TypeLength));
        Assert.That(result.Header.StringLength, Is.LessThanOrEqualTo(kernel.Header.StringLength), "The kernel has strings that no type uses.");
        Assert.That(DumpText.Json(result).SequenceEqual(DumpText.Json(kernel)), Is.True);
    }

    [Test]
    public void Every_kind_comes_back_to_the_byte([Values] bool bigEndian)
    {
        byte[] data = SampleBtf.EveryKind(bigEndian).ToArray();
        using BtfObject btf = BtfObject.FromMemory(data);

        Assert.That(Build(DumpText.Json(btf), "--order", bigEndian ? "big" : "little"), Is.EqualTo(data));
    }

    [Test]
    public void What_bpftool_writes_is_read_too()
    {
        string path = _directory.Write("sample.btf", SampleBtf.EveryKind().ToArray());
        ProcessResult json = ProcessRunner.Run(Oracles.Bpftool(), "--json", "--pretty", "btf", "dump", "file", path);

        Assert.That(Build(json.StandardOutput), Is.EqualTo(File.ReadAllBytes(path)));
    }

    [Test]
    public void A_modules_dump_needs_its_base()
    {
        BtfBuilder sample = SampleBtf.EveryKind();
        using BtfObject kernel = BtfObject.FromMemory(sample.ToArray());
        BtfBuilder split = new(kernel);
        split.AddTypedef("own", 4);
        using BtfObject module = BtfObject.FromMemory(split.ToArray(), kernel);
        string below = _directory.Write("base.btf", sample.ToArray());

        Assert.That(Build(DumpText.Json(module), "--base", below), Is.EqualTo(split.ToArray()));
        Assert.That(Complaint(Encoding.UTF8.GetString(DumpText.Json(module))), Does.EndWith(
            "line 1, column 17: type 20 is out of order: 1 is expected; types that go on from a base need that: --base.\n"));
    }

    [Test]
    public void Locations_of_inlined_functions_come_back_to_the_byte()
    {
        BtfVector vector = Vectors.Read("loc").Single(vector => vector.Id == "forms-le-layout");
        using BtfObject btf = BtfObject.FromMemory(vector.Blob);

        System.Buffers.ArrayBufferWriter<byte> json = new();
        BtfDump.WriteJson(btf, json);

        Assert.That(Build(json.WrittenSpan, "--layout", "--order", "little"), Is.EqualTo(vector.Blob));
    }

    [Test]
    public void A_flag_that_no_other_field_tells_comes_back()
    {
        BtfBuilder builder = new();
        builder.AddInt("int", 4);
        builder.AddStruct("flagged", 4, kindFlag: true, ("first", 1u, 0, 0));
        builder.AddTypeTag("attribute", 1, isAttribute: true);
        builder.AddDeclTag("attribute", 2, isAttribute: true);
        using BtfObject btf = BtfObject.FromMemory(builder.ToArray());
        System.Buffers.ArrayBufferWriter<byte> json = new();
        BtfDump.WriteJson(btf, json);

        Assert.That(Build(json.WrittenSpan), Is.EqualTo(builder.ToArray()));
    }

    [TestCase("", "line 1, column 1: this is not valid JSON")]
    [TestCase("[1]", "line 1, column 1: an object with the list \"types\" is expected here.")]
    [TestCase("{\n  \"types\": 7}", "line 2, column 12: a list of types is expected here.")]
    [TestCase("{}", "there is no list \"types\".")]
    [TestCase("{\"types\":[\n {\"id\":1,\"kind\":\"NOTHING\",\"name\":\"x\"}]}", "line 2, column 17: no type of kind 'NOTHING' can be built.")]
    [TestCase("{\"types\":[\n {\"id\":1,\"kind\":\"PTR\",\"name\":\"(anon)\"}]}", "line 2, column 2: \"type_id\" is missing.")]
    [TestCase("{\"types\":[{\"id\":2,\"kind\":\"PTR\",\"type_id\":0}]}", "type 2 is out of order: 1 is expected")]
    [TestCase("{\"types\":[{\"id\":1,\"kind\":\"PTR\",\"type_id\":-1}]}", "\"type_id\" is no number from 0 to 4294967295.")]
    [TestCase("{\"types\":[{\"id\":1,\"kind\":\"PTR\",\"type_id\":9}]}", "Type 1 refers to type 9, which does not exist")]
    [TestCase("{\"types\":[{\"id\":1,\"kind\":\"FLOAT\",\"name\":\"f\",\"size\":3}]}", "type 1: A floating-point number has 2, 4, 8, 12 or 16 bytes.")]
    [TestCase("{\"types\":[{\"id\":1,\"kind\":\"TYPEDEF\",\"name\":\"(anon)\",\"type_id\":0}]}", "type 1: A typedef must have a name.")]
    [TestCase("{\"types\":[{\"id\":1,\"kind\":\"FWD\",\"name\":\"f\",\"fwd_kind\":\"enum\"}]}", "\"fwd_kind\" is 'enum'; it must be one of struct, union.")]
    [TestCase("{\"types\":[{\"id\":1,\"kind\":\"STRUCT\",\"name\":\"s\",\"size\":4,\"vlen\":2,\"members\":[]}]}", "\"vlen\" is 2, but the list \"members\" has 0 elements.")]
    [TestCase("{\"types\":[{\"id\":1,\"kind\":\"PTR\",\"type_id\":0}", "this is not valid JSON")]
    public void What_is_wrong_is_told_with_its_place(string json, string expected) => Assert.That(Complaint(json), Does.Contain(expected));

    [Test]
    public void What_cannot_be_read_is_named()
    {
        ProcessResult missing = BtfTool.Ask("build", "/nowhere.json", "-o", "/tmp/none.btf");
        ProcessResult directory = BtfTool.Ask("build", _directory.Root, "-o", "/tmp/none.btf");

        Assert.That((missing.ExitCode, directory.ExitCode), Is.EqualTo((3, 3)));
        Assert.That(missing.StandardError, Does.StartWith("btf: /nowhere.json: "));
        Assert.That(directory.StandardError, Does.Contain("It is a directory."));
    }

    [Test]
    public void The_input_is_not_written_over()
    {
        string file = _directory.Write("types.json", "{\"types\":[]}"u8.ToArray());
        ProcessResult result = BtfTool.Ask("build", file, "-o", file);

        Assert.That(result.ExitCode, Is.EqualTo(2));
        Assert.That(File.ReadAllText(file), Is.EqualTo("{\"types\":[]}"));
    }

    private byte[] Build(ReadOnlySpan<byte> json, params string[] options)
    {
        string file = _directory.Write("types.json", json.ToArray());
        string output = Path.Combine(_directory.Root, "out.btf");
        ProcessResult result = BtfTool.Ask(["build", file, "-o", output, .. options]);
        Assert.That(result.ExitCode, Is.Zero, result.StandardError);
        Assert.That(result.Text, Does.StartWith(output));
        return File.ReadAllBytes(output);
    }

    private string Complaint(string json)
    {
        string file = _directory.Write("types.json", Encoding.UTF8.GetBytes(json));
        string output = Path.Combine(_directory.Root, "none.btf");
        ProcessResult result = BtfTool.Ask("build", file, "-o", output);
        Assert.That(result.ExitCode, Is.EqualTo(3), result.StandardError);
        Assert.That(result.Text, Is.Empty);
        Assert.That(File.Exists(output), Is.False);
        Assert.That(result.StandardError.Count(character => character == '\n'), Is.EqualTo(1));
        return result.StandardError;
    }
}
