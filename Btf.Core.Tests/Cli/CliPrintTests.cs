using System.Runtime.Versioning;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary><c>btf print</c>: bytes of files, of standard input, of maps, of the kernel.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
public sealed class CliPrintTests
{
    private static readonly byte[] _list = [0xef, 0xbe, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    [TestCase("list_head|-", "(struct list_head){\n\t.next = (struct list_head *)0xbeef,\n}\n")]
    [TestCase("struct list_head|-|--zeroes|--compact", "(struct list_head){.next = (struct list_head *)0xbeef,.prev = (struct list_head *)(nil),}\n")]
    [TestCase("list_head|-|--skip-names|--zeroes|--indent-level|1", "\t{\n\t\t0xbeef,\n\t\t(nil),\n\t}\n")]
    [TestCase("list_head|-|--style|json", "{\"next\":48879,\"prev\":0}\n")]
    [TestCase("list_head|-|--style|c", "(struct list_head){\n\t.next = (void *)0xbeef,\n}\n")]
    [TestCase("--id|6|-|--style|json", "{\"next\":48879,\"prev\":0}\n")]
    [TestCase("u64|-|--count|2|--style|json", "[48879,0]\n")]
    [TestCase("u64|-|--count|2", "(u64)48879\n(u64)0\n")]
    [TestCase("u64|-|--at|1", "(u64)190\n")]
    public void Bytes_are_printed_in_every_form(string arguments, string expected)
    {
        using TemporaryFolder folder = new();
        string data = folder.Write("data", _list);
        string[] words = arguments.Split('|');

        ProcessResult fromFile = BtfTool.Ask(["print", .. words.Select(word => word == "-" ? data : word), .. File(words)]);
        ProcessResult fromInput = BtfTool.RunShell($"btf print {string.Join(' ', words.Concat(File(words)).Select(word => $"'{word}'"))} < '{data}'");

        Assert.That(fromFile.Text + fromFile.StandardError, Is.EqualTo(expected));
        Assert.That(fromInput.Text + fromInput.StandardError, Is.EqualTo(expected));

        // The options may stand between DATA and FILE.
        static string[] File(string[] words) => [BtfTool.Sample];
    }

    [Test]
    public void Data_that_ends_early_is_shown_as_far_as_it_goes_and_is_an_error()
    {
        using TemporaryFolder folder = new();
        string data = folder.Write("data", _list.AsSpan(0, 10));

        ProcessResult text = BtfTool.Ask("print", "list_head", data, BtfTool.Sample);
        ProcessResult json = BtfTool.Ask("print", "list_head", data, BtfTool.Sample, "--style", "json");

        Assert.That((text.ExitCode, text.Text), Is.EqualTo((3, "(struct list_head){\n\t.next = (struct list_head *)0xbeef,\n\n")));
        Assert.That(text.StandardError, Does.Contain("has 10 bytes"));
        Assert.That((json.ExitCode, json.Text), Is.EqualTo((3, "")));
    }

    [TestCase(2, "DATA is missing", "list_head")]
    [TestCase(2, "TYPE is missing")]
    [TestCase(2, "no effect", "list_head", "-", "--style", "json", "--compact")]
    [TestCase(2, "at least 1", "list_head", "-", "--count", "0")]
    [TestCase(2, "--map alone", "list_head", "--map", "1")]
    [TestCase(2, "negative", "list_head", "-", "--at=-1")]
    [TestCase(1, "No type is named", "no_such_type", "-", "--sample")]
    [TestCase(1, "no type of id", "--id", "99999", "-", "--sample")]
    [TestCase(1, "has no size", "--id", "0", "-", "--sample")]
    [TestCase(3, "no_such_file", "list_head", "no_such_file", "--sample")]
    public void What_cannot_be_printed_is_an_error(int exitCode, string message, params string[] arguments)
    {
        ProcessResult result = BtfTool.Ask(["print", .. arguments]);

        Assert.That((result.ExitCode, result.Text), Is.EqualTo((exitCode, "")), result.StandardError);
        Assert.That(result.StandardError, Does.Contain(message));
    }

    [Test]
    [Platform("Linux")]
    public void Kernel_memory_is_printed_or_its_absence_said()
    {
        ProcessResult result = BtfTool.Ask("print", "list_head", "--sample", "--kcore", "0xffffffff81000000");

        Assert.That(result.ExitCode, Is.AnyOf(0, 3));
        Assert.That(result.ExitCode == 0 ? result.Text : result.StandardError, Does.Contain(result.ExitCode == 0 ? "(struct list_head){" : "kcore").Or.Contain("memory"));
    }

    [Test]
    [Platform("Linux")]
    [SupportedOSPlatform("linux")]
    public void A_map_is_printed_as_bpftool_dumps_it()
    {
        BpfCalls.Require();
        BtfBuilder builder = new();
        uint number = builder.AddInt("int", 4, BtfIntEncoding.Signed);
        uint character = builder.AddInt("char", 1, BtfIntEncoding.Signed);
        uint truth = builder.AddInt("_Bool", 1, BtfIntEncoding.Bool);
        uint wide = builder.AddInt("unsigned long long", 8);
        uint state = builder.AddEnum("state", 4, isSigned: false, ("OFF", 0), ("ON", 1));
        uint value = builder.AddStruct(
            "value", 48, ("pid", number, 0, 0), ("comm", builder.AddArray(character, number, 8), 32, 0), ("on", truth, 96, 0), ("low", number, 104, 3), ("total", wide, 128, 0),
            ("state", state, 192, 0), ("raw", builder.AddArray(truth, number, 4), 224, 0), ("next", builder.AddPointer(number), 256, 0), ("v", builder.AddArray(number, number, 2), 320, 0));
        byte[] bytes = new byte[48];
        bytes[0] = 0xfe;
        bytes[1] = bytes[2] = bytes[3] = 0xff;
        "sshd"u8.CopyTo(bytes.AsSpan(4));
        bytes[12] = 1;
        bytes[13] = 3;
        bytes[23] = 0x90;
        bytes[24] = 1;
        bytes[28] = 1;
        bytes[33] = 7;
        bytes[40] = 9;
        using BtfHandle btf = new BtfLoader().Load(builder.ToArray());
        using SafeFileHandle map = BpfCalls.CreateMap(btf, (number, [5, 0, 0, 0]), (value, bytes));
        string id = BpfCalls.IdOf(map).ToString(System.Globalization.CultureInfo.InvariantCulture);

        ProcessResult json = BtfTool.Ask("print", "--map", id, "--style", "json");
        ProcessResult text = BtfTool.Ask("print", "--map", id);

        Assert.That(json.ExitCode, Is.Zero, json.StandardError);
        Assert.That(text.Text, Does.StartWith("key: (int)5\nvalue: (struct value){\n\t.pid = (int)-2,\n"), text.StandardError);
        ProcessResult expected = ProcessRunner.Run(Oracles.Bpftool(), "-j", "map", "dump", "id", id);
        JsonElement formatted = JsonDocument.Parse(expected.Text).RootElement[0].GetProperty("formatted");
        Assert.That(json.Text, Is.EqualTo($"[{formatted.GetRawText()}]\n"));
    }
}
