using System.Text;
using System.Text.Json;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Searches and verification of crafted data write results as they find them, and stay in proportion to the data.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
public sealed class CliBoundsTests
{
    private const int MostPerType = 8 * 1024;

    private static readonly int _suffixes = LongRun.Rounds(usual: 5_000, many: 20_000);
    private static readonly string[] _finds = ["*", "*a", "?*", "a*"];

    [TestCaseSource(nameof(_finds))]
    public void Found_names_that_are_parts_of_one_string_are_cut(string pattern)
    {
        using TemporaryFolder folder = new();
        string path = folder.Write("suffixes.btf", CraftedNames.Suffixes(_suffixes));

        ProcessResult text = BtfTool.Run("find", pattern, path);
        ProcessResult json = BtfTool.Run("find", pattern, path, "--json");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(text.ExitCode, Is.Zero);
            Assert.That(text.StandardOutput, Has.Length.LessThan(_suffixes * MostPerType));
            Assert.That(Count(text.StandardOutput), Is.EqualTo(_suffixes));
            Assert.That(json.StandardOutput, Has.Length.LessThan(_suffixes * MostPerType));
            Assert.That(JsonDocument.Parse(json.StandardOutput).RootElement.GetArrayLength(), Is.EqualTo(_suffixes));
        }
    }

    [Test]
    public void Findings_are_told_as_they_are_found_in_little_memory()
    {
        using TemporaryFolder folder = new();
        BtfBuilder builder = new();
        uint name = builder.AddString(new string('a', 200_000));
        for (uint i = 0; i < 60_000; i++)
        {
            builder.AddRaw(name + i, RawBtf.Info(BtfKind.Ptr), 0);
        }

        string path = folder.Write("findings.btf", builder.ToArray());
        ProcessResult text = BtfTool.RunShell($"export DOTNET_GCHeapHardLimit=0x2000000; btf verify --all '{path}'");
        ProcessResult json = BtfTool.RunShell($"export DOTNET_GCHeapHardLimit=0x2000000; btf verify --all --json '{path}'");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(text.ExitCode, Is.EqualTo(1), text.StandardError);
            Assert.That(Count(text.StandardOutput), Is.EqualTo(60_000));
            Assert.That(text.Text, Does.Contain("[60000] PTR aaa").And.Contain("a type of this kind must not have a name"));
            Assert.That(JsonDocument.Parse(json.StandardOutput).RootElement[0].GetProperty("findings").GetArrayLength(), Is.EqualTo(60_000));
        }
    }

    [Test]
    public void An_expression_that_takes_too_long_is_one_line_and_an_exit_code()
    {
        using TemporaryFolder folder = new();
        BtfBuilder builder = new();
        builder.AddStruct(new string('a', 60) + "b", 4);

        // The back reference keeps .NET from using its linear-time engine.
        ProcessResult result = BtfTool.Run("find", @"^(a+)+\1$", folder.Write("slow.btf", builder.ToArray()), "--regex");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.ExitCode, Is.EqualTo(3));
            Assert.That(result.Text, Is.Empty);
            Assert.That(result.StandardError.TrimEnd('\n'), Does.StartWith("btf: ").And.Contain("took too long").And.Not.Contain("\n"));
        }
    }

    [TestCase("show top --expand")]
    [TestCase("draw top --depth 16")]
    [TestCase("gen csharp top")]
    [TestCase("gen csharp top --fixed")]
    [TestCase("find --packable")]
    [TestCase("find --contains int")]
    public void Anonymous_structures_that_double_at_each_level_are_answered_or_refused_at_once(string line)
    {
        using TemporaryFolder folder = new();
        BtfBuilder builder = new();
        uint last = builder.AddStruct("", 4, ("a", builder.AddInt("int", 4), 0));
        for (int i = 0; i < 40; i++)
        {
            last = builder.AddStruct(i == 39 ? "top" : "", 64, ("", last, 0), ("", last, 32));
        }

        ProcessResult result = BtfTool.Run([.. line.Split(' '), folder.Write("doubling.btf", builder.ToArray())]);

        Assert.That(result.ExitCode, Is.InRange(0, 3).And.Not.EqualTo(2), result.StandardError);
    }

    [Test]
    public void An_expression_without_references_is_never_slow()
    {
        using TemporaryFolder folder = new();
        BtfBuilder builder = new();
        builder.AddStruct(new string('a', 500) + "b", 4);

        ProcessResult result = BtfTool.Run("find", "^(a+)+$", folder.Write("fast.btf", builder.ToArray()), "--regex");

        Assert.That((result.ExitCode, result.StandardError), Is.EqualTo((1, "")));
    }

    [Test]
    public void Kfuncs_that_are_not_marked_are_told_apart_from_none([Values] bool marked)
    {
        using TemporaryFolder folder = new();
        BtfBuilder builder = new();
        uint function = builder.AddFunction("bpf_something", builder.AddFunctionPrototype(0));
        builder.AddDeclTag(marked ? "bpf_kfunc" : "other", function);

        ProcessResult result = BtfTool.Run("find", "*", folder.Write("kernel.btf", builder.ToArray()), "--kfunc");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.ExitCode, Is.EqualTo(marked ? 0 : 1));
            Assert.That(result.StandardError, marked ? Is.Empty : Does.Contain("kernel.btf does not mark kfuncs"));
        }
    }

    [Test]
    public void What_a_loader_fills_in_is_told_and_is_no_failure()
    {
        using TemporaryFolder folder = new();
        BtfBuilder builder = new();
        builder.AddDataSection(".bss", 0, (builder.AddVariable("counter", builder.AddInt("int", 4, BtfIntEncoding.Signed)), 0, 4));
        ElfBuilder elf = new();
        elf.Add(".BTF", builder.ToArray());
        string path = folder.Write("program.bpf.o", elf.Build());

        ProcessResult text = BtfTool.Run("verify", path);
        ProcessResult json = BtfTool.Run("verify", path, "--json");
        JsonElement verdict = JsonDocument.Parse(json.StandardOutput).RootElement[0];

        using (Assert.EnterMultipleScope())
        {
            Assert.That((text.ExitCode, json.ExitCode), Is.EqualTo((0, 0)));
            Assert.That(text.Text, Does.EndWith("program.bpf.o: ok\n").And.Contain("DATASEC .bss: a data section must have at least one byte (a loader fills this in)"));
            Assert.That(verdict.GetProperty("ok").GetBoolean(), Is.True);
            Assert.That(verdict.GetProperty("findings")[0].GetProperty("filledByLoader").GetBoolean(), Is.True);
        }
    }

    private static int Count(byte[] text) => Encoding.UTF8.GetString(text).AsSpan().Count('\n');
}
