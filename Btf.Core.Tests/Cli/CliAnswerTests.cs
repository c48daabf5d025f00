using System.Buffers;
using System.Text.Json;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>The output of each command for the built-in sample and for the corpus.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
public sealed class CliAnswerTests
{
    private static readonly string[] _commands = ["show", "find", "path", "dump", "stat", "extract", "verify", "list"];

    [TestCase("draw struct list_head", "struct list_head: 16 bytes")]
    [TestCase("path struct list_head.next", "struct list_head.next: byte 0, 8 bytes, struct list_head *\n")]
    [TestCase("path struct list_head+8", "struct list_head+0x8: struct list_head.prev, byte 8, 8 bytes, struct list_head *\n")]
    [TestCase("history struct list_head", "size  16")]
    public void A_keyword_and_a_name_need_no_quotes(string line, string expected)
    {
        string[] words = line.Split(' ');
        ProcessResult result = BtfTool.Ask([.. words, BtfTool.Sample]);

        Assert.That((result.ExitCode, result.StandardError), Is.EqualTo((0, "")));
        Assert.That(result.Text, Does.Contain(expected).And.EqualTo(BtfTool.Ask(words[0], $"{words[1]} {words[2]}", BtfTool.Sample).Text));
    }

    [Test]
    public void Every_command_has_help_with_an_example([ValueSource(nameof(_commands))] string command)
    {
        string help = Answer(command, "--help");

        Assert.That(help, Does.Contain($"btf {command}").And.Contain("--json").And.Match($@"\nExamples:\n  btf {command}"));
    }

    [Test]
    public void Help_lists_every_command()
    {
        string help = Answer("--help");

        using (Assert.EnterMultipleScope())
        {
            foreach (string command in _commands)
            {
                Assert.That(help, Does.Match($@"\n  {command}\b"));
            }
        }
    }

    [Test]
    public void A_function_is_shown_as_a_prototype() =>
        Assert.That(
            Answer("show", "kfree_skb_reason", BtfTool.Sample),
            Is.EqualTo("void kfree_skb_reason(struct sk_buff *skb, enum skb_drop_reason reason);\n"));

    [Test]
    public void Showing_gives_the_layout_as_JSON()
    {
        JsonElement sock = JsonOf("show", "struct sk_buff", BtfTool.Sample, "--json")[0];
        JsonElement cloned = sock.GetProperty("members").EnumerateArray().Single(member => member.GetProperty("name").GetString() == "cloned");

        Assert.That(sock.GetProperty("size").GetInt32(), Is.EqualTo(128));
        Assert.That(cloned.GetProperty("bitOffset").GetInt32(), Is.EqualTo(720));
        Assert.That(cloned.GetProperty("bitfieldSize").GetInt32(), Is.EqualTo(1));
    }

    [TestCase("task_struct.se.vruntime", "byte 8, 8 bytes, u64")]
    [TestCase("task_struct.comm[3]", "byte 47, 1 byte, char")]
    [TestCase("task_struct.mm->pgd", "byte 0, after 1 pointer, 8 bytes, u64 *")]
    [TestCase("sk_buff.nohdr", "byte 90, bit 1, 1 bit, u8")]
    public void A_path_is_a_byte_a_size_and_a_type(string path, string expected) =>
        Assert.That(Answer("path", path, BtfTool.Sample), Is.EqualTo($"{path}: {expected}\n"));

    [Test]
    public void A_path_is_JSON_for_programs()
    {
        JsonElement path = JsonOf("path", "sk_buff.nohdr", BtfTool.Sample, "--json");

        Assert.That(path.GetProperty("bitOffset").GetInt32(), Is.EqualTo(721));
        Assert.That(path.GetProperty("bitSize").GetInt32(), Is.EqualTo(1));
        Assert.That(path.GetProperty("isBitfield").GetBoolean(), Is.True);
        Assert.That(path.GetProperty("type").GetString(), Is.EqualTo("u8"));
    }

    [TestCase("sk_buff", "", new[] { "sk_buff" })]
    [TestCase("sk*", "", new[] { "skb_drop_reason", "sk_buff", "skb_clone" })]
    [TestCase("sk*", "--kind func", new[] { "skb_clone" })]
    [TestCase("sk*", "--kind func --kind struct", new[] { "sk_buff", "skb_clone" })]
    [TestCase("^sk_", "--regex", new[] { "sk_buff" })]
    [TestCase("sk_bu", "--glob", new string[0])]
    [TestCase("vruntime", "--member", new[] { "struct sched_entity: u64 vruntime" })]
    [TestCase("TCP_*", "--value", new[] { "enum tcp_state: TCP_ESTABLISHED = 1", "enum tcp_state: TCP_SYN_SENT = 2", "enum tcp_state: TCP_LISTEN = 10" })]
    [TestCase("*", "--takes sk_buff", new[] { "kfree_skb_reason", "skb_clone" })]
    [TestCase("*", "--takes sk_buff --returns sk_buff", new[] { "skb_clone" })]
    [TestCase("*", "--takes u32", new[] { "skb_clone" })]
    [TestCase("*", "--takes no_such_type", new string[0])]
    [TestCase("*", "--kfunc", new string[0])]
    public void A_search_lists_names(string pattern, string options, string[] expected)
    {
        ProcessResult result = BtfTool.Ask(["find", pattern, BtfTool.Sample, .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        string[] names = [.. result.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line[(line.IndexOf("sample.btf", StringComparison.Ordinal) + 10)..].Trim())];

        Assert.That(names, Is.EquivalentTo(expected), result.StandardError);
        Assert.That(result.ExitCode, Is.EqualTo(expected.Length == 0 ? 1 : 0));
    }

    [Test]
    public void A_search_counts() => Assert.That(Answer("find", "TCP_*", BtfTool.Sample, "--value", "--count"), Is.EqualTo("3\n"));

    [Test]
    public void A_long_list_is_whole()
    {
        string kernel = Oracles.KernelBtf();

        string[] lines = Answer("find", "*", kernel).Split('\n');

        Assert.That(Answer("find", "*", kernel, "--count"), Is.EqualTo($"{lines.Length - 1}\n"));
        Assert.That(lines[..^1], Has.All.Match($@"^ *[1-9]\d*  [a-z_0-9]+ +{kernel}  .+$"));
    }

    [Test]
    public void A_search_looks_into_every_file()
    {
        JsonElement found = JsonOf("find", "node", Fixture.PathOf("kinds-el.btf"), Fixture.PathOf("kinds-eb.btf"), "--json");

        Assert.That(
            found.EnumerateArray().Select(item => $"{item.GetProperty("kind")} {item.GetProperty("name")} of {Path.GetFileName(item.GetProperty("object").GetString())}"),
            Is.EqualTo(["struct node of kinds-el.btf", "struct node of kinds-eb.btf"]));
    }

    [Test]
    public void What_a_split_object_inherits_is_found_in_its_base_alone()
    {
        using TemporaryFolder folder = new();
        CorpusFile module = WriteModule(folder, out string path, out string basePath);
        using BtfObject kernel = BtfObject.Open(basePath);
        using BtfObject btf = BtfObject.OpenSplit(path, kernel);
        int own = 0;
        foreach (BtfType type in btf.Types)
        {
            own += type.Kind.CanHaveName() && !type.Name.IsEmpty ? 1 : 0;
        }

        Assert.That(Answer("find", "*", path, "--base", basePath, "--count"), Is.EqualTo($"{own}\n"), module.Path);
    }

    [Test]
    public void Dumps_are_what_bpftool_prints()
    {
        string path = Fixture.PathOf("kinds-eb.btf");

        Assert.That(Answer("dump", path), Is.EqualTo(Fixture.ReadText("kinds.raw.txt")));
        Assert.That(Answer("dump", path, "--format", "json"), Is.EqualTo(BpftoolOutput.DumpJson(path).Text));
        Assert.That(Answer("dump", path, "--json"), Is.EqualTo(Answer("dump", path, "--format", "json")));
    }

    [Test]
    public void A_module_is_dumped_over_its_base()
    {
        using TemporaryFolder folder = new();
        CorpusFile module = WriteModule(folder, out string path, out string basePath);

        ProcessResult result = BtfTool.Ask("dump", path, "--base", basePath);

        Assert.That(TextComparison.Hash(result.StandardOutput), Is.EqualTo(module.Raw.Sha256), result.StandardError);
    }

    [Test]
    public void Some_types_are_dumped_by_id_and_name()
    {
        string dump = Answer("dump", BtfTool.Sample, "--name", "list_head", "--id", "1");

        Assert.That(dump, Does.Match(@"\A\[1\] PTR '\(anon\)' type_id=\d+\n\[\d+\] STRUCT 'list_head' size=16 vlen=2\n\t'next'[^\n]+\n\t'prev'[^\n]+\n\z"));
    }

    [Test]
    public void A_dump_goes_to_a_file()
    {
        using TemporaryFolder folder = new();
        string path = folder.PathOf("dump.txt");

        Assert.That(Answer("dump", Fixture.PathOf("kinds-el.btf"), "-o", path), Is.Empty);
        Assert.That(File.ReadAllText(path), Is.EqualTo(Fixture.ReadText("kinds.raw.txt")));
    }

    [Test]
    public void Statistics_count_kinds()
    {
        JsonElement statistics = JsonOf("stat", BtfTool.Sample, "--json");
        string text = Answer("stat", BtfTool.Sample);

        Assert.That(statistics.GetProperty("kinds").EnumerateObject().Sum(kind => kind.Value.GetInt32()), Is.EqualTo(statistics.GetProperty("types").GetInt32()));
        Assert.That(statistics.GetProperty("kinds").GetProperty("func").GetInt32(), Is.EqualTo(3));
        Assert.That(text, Does.Match(@"\nheader +version 1, 24 bytes, little endian\n").And.Match(@"\nfunc +3\n"));
    }

    [Test]
    public void Extracting_writes_the_data()
    {
        using TemporaryFolder folder = new();
        string path = folder.PathOf("out.btf");

        Assert.That(Answer("extract", BtfTool.Sample, "-o", path), Does.StartWith($"{path}: "));
        Assert.That(File.ReadAllBytes(path), Is.EqualTo(File.ReadAllBytes(BtfTool.Sample)));
    }

    [Test]
    public void The_running_kernel_answers_where_no_file_is_named()
    {
        Oracles.KernelBtf();

        Assert.That(Answer("show", "tcp_sendmsg"), Is.EqualTo("int tcp_sendmsg(struct sock *sk, struct msghdr *msg, size_t size);\n"));
        Assert.That(Answer("list"), Does.Match(@"^ *(\d+|-) +\d+ +kernel +vmlinux\n"));
        Assert.That(Answer("find", "task_struct"), Does.Match(@" +struct +vmlinux +task_struct\n"));
    }

    [Test]
    public void A_structure_is_shown_with_its_layout()
    {
        string shown = Answer("show", "struct task_struct", BtfTool.Sample);

        Assert.That(shown, Does.StartWith("struct task_struct {\n").And.Match(@"\n\tstruct sched_entity +se; +/\* +8 +24 \*/\n").And.Match(@"\n\t/\* size: 80, cachelines: 2, members: 7 \*/\n"));
    }

    [Test]
    public void A_dump_in_C_is_what_the_library_writes()
    {
        using BtfObject btf = BtfObject.Open(BtfTool.Sample);
        ArrayBufferWriter<byte> text = new();
        BtfDump.WriteC(btf, text);

        Assert.That(BtfTool.Ask("dump", BtfTool.Sample, "--format", "c").StandardOutput, Is.EqualTo(text.WrittenSpan.ToArray()));
        Assert.That(Answer("dump", BtfTool.Sample, "--format", "c", "--name", "list_head"), Does.Contain("\nstruct list_head {\n").And.Not.Contain("task_struct"));
    }

    [Test]
    public void BTF_is_extracted_from_compressed_modules_without_their_base()
    {
        const string Module = "kernels/amd64-7.3.4+deb13/ko/tcp_bbr.ko.xz";
        using TemporaryFolder folder = new();
        string path = folder.PathOf("out.btf");

        Assert.That(Answer("extract", Corpus.PathOf(Corpus.Find(Module).StoredPath), "-o", path), Does.StartWith($"{path}: "));
        Assert.That(File.ReadAllBytes(path), Is.EqualTo(Corpus.ReadBtf(Module)));
    }

    [Test]
    public void Verifying_gives_a_line_a_file_and_goes_on()
    {
        using TemporaryFolder folder = new();
        BtfBuilder good = new();
        good.AddInt("int", 4);
        BtfBuilder bad = new();
        bad.AddRaw(bad.AddString("int"), RawBtf.Info(BtfKind.Int), 4, 64);
        string goodPath = folder.Write("good.btf", good.ToArray());
        string badPath = folder.Write("bad.btf", bad.ToArray());
        string junkPath = folder.Write("junk", "This is no BTF at all, but long enough to be a header."u8);
        string cutPath = folder.Write("cut.btf", good.ToArray().AsSpan(0, 40));

        ProcessResult result = BtfTool.Ask("verify", goodPath, badPath, junkPath, cutPath, goodPath);
        string[] lines = result.Text.Split('\n');

        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(result.StandardError, Is.Empty);
        Assert.That(lines[0], Is.EqualTo($"{goodPath}: ok"));
        Assert.That(lines[1], Does.Match($@"^{badPath}: \[1\] INT int: [a-z]"));
        Assert.That(lines[2], Does.StartWith($"{junkPath}: not BTF: "));
        Assert.That(lines[3], Does.StartWith($"{cutPath}: ").And.Not.Contain("not BTF"));
        Assert.That(lines[4..], Is.EqualTo([$"{goodPath}: ok", ""]));
    }

    [Test]
    public void Verifying_finds_all_by_the_rules_of_a_version()
    {
        BtfBuilder bad = new();
        bad.AddRaw(bad.AddString("int"), RawBtf.Info(BtfKind.Int), 4, 64);
        bad.AddStruct("s p a c e", 4, ("a", 1u, 0));
        using TemporaryFolder folder = new();
        string path = folder.Write("bad.btf", bad.ToArray());

        ProcessResult result = BtfTool.Ask("verify", path, "--all", "--json", "--rules", "6.18");
        JsonElement verdict = JsonDocument.Parse(result.Text).RootElement[0];

        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(verdict.GetProperty("ok").GetBoolean(), Is.False);
        Assert.That(verdict.GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("typeId").GetInt32()).Distinct(), Is.EqualTo([1, 2]));
    }

    [Test]
    public void Good_files_verify()
    {
        string kernel = Oracles.KernelBtf();

        Assert.That(Answer("verify", kernel), Is.EqualTo($"{kernel}: ok\n"));
    }

    [Test]
    public void Completion_gives_the_running_kernels_names()
    {
        Oracles.KernelBtf();

        Assert.That(Answer("[suggest:20]", "btf show task_struct").Split('\n'), Does.Contain("task_struct"));
    }

    private static string Answer(params string[] arguments)
    {
        ProcessResult result = BtfTool.Ask(arguments);
        Assert.That(result.StandardError, Is.Empty);
        Assert.That(result.ExitCode, Is.Zero);
        return result.Text;
    }

    private static JsonElement JsonOf(params string[] arguments) => JsonDocument.Parse(Answer(arguments)).RootElement;

    /// <summary>A module of the corpus as a file beside its kernel's.</summary>
    private static CorpusFile WriteModule(TemporaryFolder folder, out string path, out string basePath)
    {
        SharedData.Require();
        CorpusFile module = Corpus.Files.First(file => file.Kind == "module" && file.IsSplit && !file.IsRelocated && file.TypeCount > 100);
        path = folder.Write("module.btf", Corpus.ReadBtf(module.Path));
        basePath = folder.Write("vmlinux.btf", Corpus.ReadBtf(module.BasePath!));
        return module;
    }
}
