using System.Text.Json;
using Btf.Testing;
using NUnit.Framework;

namespace Btf.Core.Tests;

public sealed class CoreCommandTests
{
    [Test]
    public void Core_tells_each_record_and_answers_no_where_a_program_would_not_load()
    {
        using TemporaryFolder folder = new();
        (string program, string kernel) = Write(folder, "kinds-field-absent");

        ProcessResult result = BtfTool.Ask("core", program, "--kernel", kernel, "--explain");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.ExitCode, Is.EqualTo(1));
            Assert.That(result.Text, Does.StartWith($"{program} against {kernel}: 6 CO-RE relocations: 1 absent, 5 poisoned; it would not load\n"));
            Assert.That(result.Text, Does.Contain("  socket+16 (prog): absent: <field_exists> [10] struct s::b (0:1): 1 -> 0\n"));
            Assert.That(result.Text, Does.Contain("[11] struct s: no member is named b."));
            Assert.That(result.Text, Does.Contain("The program can get to this instruction"));
        }
    }

    [Test]
    public void Core_writes_the_same_file_with_its_instructions_relocated()
    {
        using TemporaryFolder folder = new();
        (string program, string kernel) = Write(folder, "kinds-insns");
        string patched = folder.PathOf("patched.bpf.o");

        ProcessResult result = BtfTool.Ask("core", program, "--kernel", kernel, "--patch", patched);

        Assert.That(result.ExitCode, Is.Zero, result.StandardError);
        byte[] before = File.ReadAllBytes(program);
        byte[] after = File.ReadAllBytes(patched);
        Assert.That(Convert.ToHexStringLower(new ElfSections(after).Find("socket")!), Is.EqualTo(Find("kinds-insns").Json.GetProperty("whole").GetProperty("insns").GetString()));
        Assert.That(new ElfSections(after).Find(".BTF.ext"), Is.EqualTo(new ElfSections(before).Find(".BTF.ext")));
        Assert.That(after.Length, Is.EqualTo(before.Length));
    }

    [Test]
    public void Core_writes_json_with_every_record_in_the_order_of_the_file()
    {
        using TemporaryFolder folder = new();
        (string program, string kernel) = Write(folder, "cand-one-absent");

        ProcessResult result = BtfTool.Ask("core", program, "--kernel", kernel, "--json");

        using JsonDocument document = JsonDocument.Parse(result.Text);
        JsonElement records = document.RootElement[0].GetProperty("relocations");
        JsonElement[] expected = [.. Find("cand-one-absent").Json.GetProperty("records").EnumerateArray()];
        Assert.That(records.GetArrayLength(), Is.EqualTo(expected.Length));
        for (int i = 0; i < expected.Length; i++)
        {
            JsonElement record = records[i];
            using (Assert.EnterMultipleScope())
            {
                Assert.That(record.GetProperty("section").GetString(), Is.EqualTo("socket"));
                Assert.That(record.GetProperty("offset").GetUInt32(), Is.EqualTo(expected[i].GetProperty("insn").GetUInt32()));
                Assert.That(record.GetProperty("kind").GetUInt32(), Is.EqualTo(expected[i].GetProperty("kind").GetUInt32()));
                Assert.That(record.GetProperty("type").GetUInt32(), Is.EqualTo(expected[i].GetProperty("type").GetUInt32()));
                Assert.That(record.GetProperty("access").GetString(), Is.EqualTo(expected[i].GetProperty("access").GetString()));
                Assert.That(record.GetProperty("old").ToString(), Is.EqualTo(expected[i].GetProperty("old").GetString()));
                Assert.That(record.GetProperty("new").ToString(), Is.EqualTo(expected[i].GetProperty("new").GetString() ?? ""));
                Assert.That(record.GetProperty("before").GetString(), Is.EqualTo(expected[i].GetProperty("before").GetString()));
                Assert.That(record.GetProperty("after").GetString(), Is.EqualTo(expected[i].GetProperty("after").GetString()));
                Assert.That(record.GetProperty("error").ValueKind, Is.EqualTo(JsonValueKind.Null));
                Assert.That(record.GetProperty("candidates").EnumerateArray().Select(c => c.GetProperty("id").GetUInt32()), Is.EqualTo(expected[i].GetProperty("candidates").EnumerateArray().Select(c => c.GetProperty("id").GetUInt32())));
            }
        }
    }

    [Test]
    public void Core_asks_modules_over_the_kernel()
    {
        using TemporaryFolder folder = new();
        (string program, string kernel) = Write(folder, "mod-absent-in-vmlinux");
        string module = folder.Write("module.btf", Find("mod-absent-in-vmlinux").Slices("modules")[0]);

        ProcessResult result = BtfTool.Ask("core", program, "--kernel", kernel, "--module", module, "--json");

        Assert.That(result.ExitCode, Is.Zero, result.StandardError);
        using JsonDocument document = JsonDocument.Parse(result.Text);
        Assert.That(document.RootElement[0].GetProperty("relocations")[0].GetProperty("candidates")[0].GetProperty("object").GetString(), Is.EqualTo(module));
    }

    [Test]
    public void Core_takes_a_module_that_is_named_twice_once_and_says_which_one_there_is_not()
    {
        using TemporaryFolder folder = new();
        (string program, string kernel) = Write(folder, "mod-absent-in-vmlinux");
        string module = folder.Write("module.btf", Find("mod-absent-in-vmlinux").Slices("modules")[0]);

        Assert.That(BtfTool.Ask("core", program, "--kernel", kernel, "--module", module, "--module", module).ExitCode, Is.Zero);
        ProcessResult missing = BtfTool.Ask("core", program, "--kernel", kernel, "--module", folder.PathOf("none.btf"));
        Assert.That((missing.ExitCode, missing.StandardError), Is.EqualTo((3, $"btf: {folder.PathOf("none.btf")}: There is no such file.\n")));
    }

    /// <summary>Two structures of one name: libbpf forgets one that lacks a member, the kernel does not, and cilium takes the one that has most.</summary>
    [TestCase("kernel", true)]
    [TestCase("cilium", false)]
    public void Whose_rules_are_followed_decides_where_several_types_have_the_name(string rules, bool lacksParent)
    {
        BtfBuilder kernel = new();
        uint number = kernel.AddInt("int", 4, BtfIntEncoding.Signed);
        uint pointer = kernel.AddPointer(0);
        _ = lacksParent ? kernel.AddStruct("task_struct", 32, ("pid", number, 32)) : kernel.AddStruct("task_struct", 32, ("parent", pointer, 64));
        _ = kernel.AddStruct("task_struct", 32, ("parent", pointer, 128), ("pid", number, 0));
        using TemporaryFolder folder = new();
        string path = folder.Write("kernel.btf", kernel.ToArray());

        ProcessResult usual = BtfTool.Ask("core", Fixture.PathOf("events.bpf.o"), "--kernel", path);
        ProcessResult other = BtfTool.Ask("core", Fixture.PathOf("events.bpf.o"), "--kernel", path, "--like", rules);

        Assert.That((usual.ExitCode, usual.Text), Is.Not.EqualTo((other.ExitCode, other.Text)), usual.Text);
        Assert.That(usual.Text, Is.EqualTo(BtfTool.Ask("core", Fixture.PathOf("events.bpf.o"), "--kernel", path, "--like", "libbpf").Text));
    }

    [TestCase("core")]
    [TestCase("core", "a.o", "b.o", "--patch", "c.o")]
    [TestCase("core", "a.o", "--module", "m.btf")]
    [TestCase("core", "a.o", "--like", "nobody")]
    public void Core_refuses_wrong_usage(params string[] arguments) => Assert.That(BtfTool.Ask(arguments).ExitCode, Is.EqualTo(2));

    [Test]
    public void Core_tells_of_a_file_that_cannot_be_read_and_answers_the_others()
    {
        using TemporaryFolder folder = new();
        (string program, string kernel) = Write(folder, "kinds-field");

        ProcessResult result = BtfTool.Ask("core", folder.PathOf("none.o"), program, "--kernel", kernel);

        Assert.That(result.ExitCode, Is.EqualTo(3));
        Assert.That(result.StandardError, Does.Contain("none.o"));
        Assert.That(result.Text, Does.Contain("6 CO-RE relocations"));
    }

    private static BtfVector Find(string id) => Vectors.Read("core").Single(vector => vector.Id == id);

    private static (string Program, string Kernel) Write(TemporaryFolder folder, string id)
    {
        BtfVector vector = Find(id);
        return (folder.Write("prog.bpf.o", vector.Slice("object")), folder.Write("kernel.btf", vector.Slice("target")));
    }
}
