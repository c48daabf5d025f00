using System.IO.Pipes;
using System.Text.Json;
using System.Text.RegularExpressions;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary><c>btf list</c> of hooks, and objects by the ids of loaded programs and maps.</summary>
[TestFixture]
public sealed class CliListTests
{
    private TemporaryFolder _folder;
    private string _file;

    [OneTimeSetUp]
    public void WriteFile()
    {
        BtfBuilder b = new();
        uint number = b.AddInt("int", 4, BtfIntEncoding.Signed);
        uint any = b.AddPointer(0);
        uint task = b.AddPointer(b.AddStruct("task", 4, ("pid", number, 0)));
        _ = b.AddTypedef("btf_trace_sched_switch", b.AddPointer(b.AddFunctionPrototype(0, ("", any), ("", task), ("", task))));
        _ = b.AddFunction("__traceiter_sched_switch", b.AddFunctionPrototype(number, ("__data", any), ("prev", task), ("next", task)));
        _ = b.AddTypedef("btf_trace_no_function", number);
        uint hook = b.AddFunctionPrototype(number, ("task", task));
        _ = b.AddFunction("bpf_lsm_task_alloc", hook);
        _ = b.AddFunction("bpf_lsm_verify_prog", hook);
        _ = b.AddUnion("security_list_options", 8, ("task_alloc", b.AddPointer(hook), 0));
        uint operations = b.AddStruct("toy_ops", 16, ("init", b.AddPointer(hook), 0), ("flags", number, 64));
        _ = b.AddStruct("bpf_struct_ops_toy_ops", 16, ("data", operations, 0));
        _ = b.AddStruct("bpf_struct_ops_desc", 16, ("data", number, 0));
        _ = b.AddFunction("bpf_iter_task", hook);
        _ = b.AddStruct("bpf_iter__task", 8, ("task", task, 0));
        _ = b.AddFunction("bpf_iter_init", hook);
        uint kfunc = b.AddFunction("bpf_task_acquire", b.AddFunctionPrototype(task, ("p", task)));
        _ = b.AddDeclTag("bpf_kfunc", kfunc);
        _ = b.AddDeclTag("of_no_type", 99_999);
        _ = b.AddDeclTag("bpf_fastcall", kfunc);
        _folder = new TemporaryFolder();
        _file = _folder.Write("hooks.btf", b.ToRawArray());
    }

    [OneTimeTearDown]
    public void DeleteFile() => _folder.Dispose();

    [TestCase("tracepoints", "void sched_switch(struct task *prev, struct task *next)")]
    [TestCase("lsm", "int task_alloc(struct task *task)")]
    [TestCase("struct-ops", "int toy_ops.init(struct task *task)")]
    [TestCase("iterators", "int task(struct task *task)")]
    [TestCase("kfuncs", "struct task *bpf_task_acquire(struct task *p) /* bpf_fastcall */")]
    public void Hooks_are_listed_with_their_prototypes(string what, string expected)
    {
        ProcessResult text = BtfTool.Ask("list", what, _file);
        using JsonDocument json = JsonDocument.Parse(BtfTool.Ask("list", what, _file, "--json").StandardOutput);

        Assert.That(text.StandardError, Is.Empty);
        Assert.That(text.Text, Does.Match($@"\A *\d+  {Regex.Escape(_file)}  {Regex.Escape(expected)}\n\z"));
        Assert.That(json.RootElement.EnumerateArray().Select(hook => hook.GetProperty("declaration").GetString()), Is.EqualTo([expected]));
    }

    [Test]
    public void What_is_not_there_is_1() => Assert.That(BtfTool.Ask("list", "tracepoints", BtfTool.Sample).ExitCode, Is.EqualTo(1));

    [TestCase("list nonsense")]
    [TestCase("list lms")]
    [TestCase("list --sample")]
    [TestCase("list --id 1")]
    [TestCase("stat --id 1 --prog 2")]
    [TestCase("stat SAMPLE --id 1")]
    [TestCase("stat --map 1 --sample")]
    [TestCase("stat --id x")]
    public void Wrong_usage_is_2(string line) =>
        Assert.That(BtfTool.Ask(line.Replace("SAMPLE", BtfTool.Sample, StringComparison.Ordinal).Split(' ')).ExitCode, Is.EqualTo(2));

    [Test]
    public void Tracepoints_of_a_kernel_are_those_that_bpftool_lists()
    {
        string kernel = Oracles.KernelBtf();
        int expected = Regex.Count(ProcessRunner.Run(Oracles.Bpftool(), "btf", "dump", "file", kernel).Text, @"^\[\d+\] TYPEDEF 'btf_trace_", RegexOptions.Multiline);

        using JsonDocument found = JsonDocument.Parse(BtfTool.Ask("list", "tracepoints", kernel, "--json").StandardOutput);

        Assert.That(found.RootElement.GetArrayLength(), Is.EqualTo(expected).And.GreaterThan(100));
    }

    [Test]
    public void A_loaded_object_is_asked_by_its_id()
    {
        if (!KernelBtf.TryListLoaded(out IReadOnlyList<LoadedBtf>? loaded, out BtfError error))
        {
            Oracles.Missing(error.Message);
            return;
        }

        uint kernel = loaded.First(item => item.IsKernel && item.Name == "vmlinux").Id;

        ProcessResult byId = BtfTool.Ask("path", "task_struct.pid", "--id", $"{kernel}");
        ProcessResult missing = BtfTool.Ask("stat", "--prog", "4294967295");

        Assert.That(byId.Text, Is.EqualTo(BtfTool.Ask("path", "task_struct.pid", Oracles.KernelBtf()).Text));
        Assert.That((missing.ExitCode, missing.Text), Is.EqualTo((3, "")));
        Assert.That(missing.StandardError, Does.StartWith("btf: program 4294967295: "));
    }

    [Test]
    public void Maps_are_shown_as_C_defines_them()
    {
        string text = BtfTool.Ask("show", ".maps", Fixture.PathOf("events.bpf.o")).Text;

        Assert.That(text, Does.StartWith("/* section .maps: 4 variables; offsets are filled in when it is loaded */\n"));
        Assert.That(text, Does.Contain("struct {\n\t__uint(type, BPF_MAP_TYPE_HASH);\n\t__uint(max_entries, 4096);\n\t__uint(map_flags, 1);\n\t__type(key, __u32);\n\t__type(value, struct event);\n} events SEC(\".maps\");\n"));
        Assert.That(text, Does.Contain("\t__array(values, struct inner);\n} outer SEC(\".maps\");\n"));
    }

    [Test]
    public void A_typedef_may_be_named_as_one() => Assert.That(
        BtfTool.Ask("show", "typedef", "size_t", BtfTool.Sample), Has.Property("ExitCode").Zero.And.Property("Text").EqualTo(BtfTool.Ask("show", "size_t", BtfTool.Sample).Text));

    [Test]
    public void Variables_tell_their_section()
    {
        Assert.That(BtfTool.Ask("show", "count", Fixture.PathOf("events.bpf.o")).Text, Is.EqualTo("int count;\n/* in .data, where the loader puts it, 4 bytes */\n"));
        Assert.That(BtfTool.Ask("show", "license", Fixture.PathOf("events.bpf.o")).Text, Does.Contain("char LICENSE[4];"));
    }

    [Test]
    [Platform("Linux", Reason = "It needs a shell of Linux.")]
    public void Standard_input_and_pipes_are_files()
    {
        string expected = BtfTool.Ask("show", "list_head", BtfTool.Sample).Text;

        Assert.That(BtfTool.RunShell($"btf show list_head - < '{BtfTool.Sample}'").Text, Is.EqualTo(expected));
        Assert.That(BtfTool.RunShell($"cat '{BtfTool.Sample}' | btf show list_head -").Text, Is.EqualTo(expected));
        Assert.That(BtfTool.RunShell($"btf show list_head <(gzip < '{BtfTool.Sample}')").Text, Is.EqualTo(expected));
        Assert.That(BtfTool.RunShell($"btf find x - - < '{BtfTool.Sample}'").StandardError, Does.Contain("only once"));
        Assert.That(BtfTool.RunShell($"btf print task_struct - - < '{BtfTool.Sample}'").StandardError, Does.Contain("only once"));
    }

    /// <summary>IN is a file, standard input or a pipe: the answers differ only in its name.</summary>
    [TestCase("ext IN", "events.bpf.o")]
    [TestCase("core IN --kernel SAMPLE", "events.bpf.o")]
    [TestCase("verify IN", "events.bpf.o")]
    [TestCase("matrix IN --kernels SAMPLE", "events.bpf.o")]
    [TestCase("diff SAMPLE OTHER --for IN", "events.bpf.o")]
    [TestCase("dump --format c --for IN SAMPLE", "events.bpf.o")]
    [TestCase("min SAMPLE --for IN -o -", "events.bpf.o")]
    [TestCase("extract IN -o -", "events.bpf.o")]
    [TestCase("core OTHER --kernel IN", "sample.btf")]
    [TestCase("matrix OTHER --kernels IN --json", "sample.btf")]
    [TestCase("min IN --for OTHER -o -", "sample.btf")]
    [TestCase("gen csharp task_struct IN", "sample.btf")]
    [TestCase("show task_struct IN", "sample.btf")]
    [TestCase("offsets IN --fields task_struct.pid --format c", "sample.btf")]
    [TestCase("history task_struct IN SAMPLE", "sample.btf")]
    [Platform("Linux", Reason = "It needs a shell of Linux.")]
    public void What_can_be_read_only_once_is_as_good_as_a_file(string line, string input)
    {
        string path = Fixture.PathOf(input);
        string expected = Answer(path, BtfTool.Ask);

        Assert.That(expected, Is.Not.Empty);
        Assert.That(Answer("-", words => BtfTool.RunShell($"btf {string.Join(' ', words.Select(word => $"'{word}'"))} < '{path}'")), Is.EqualTo(expected));
        using AnonymousPipeServerStream pipe = new(PipeDirection.Out);
        Task writing = Task.Run(() =>
        {
            pipe.Write(File.ReadAllBytes(path));

            // Only this end: a short file is written before the other end is opened.
            pipe.SafePipeHandle.Dispose();
        });
        string descriptor = pipe.GetClientHandleAsString();

        // The answer names the file by the descriptor's number, which may also be a number of the answer.
        Assert.That(Answer($"/dev/fd/{descriptor}", BtfTool.Ask), Is.EqualTo(Regex.Replace(expected, $@"\b{descriptor}\b", "-")));
        writing.Wait();

        string Answer(string given, Func<IEnumerable<string>, ProcessResult> run)
        {
            ProcessResult result = run(line.Split(' ').Select(word => word switch
            {
                "IN" => given,
                "SAMPLE" => BtfTool.Sample,
                "OTHER" => Fixture.PathOf("events.bpf.o"),
                _ => word,
            }));
            Assert.That(result.ExitCode, Is.LessThan(2), result.StandardError);
            return Regex.Replace(result.Text.Replace(path, "-", StringComparison.Ordinal).Replace(given, "-", StringComparison.Ordinal), $@"\b(sample|events|{Path.GetFileName(given)})\b", "-");
        }
    }
}
