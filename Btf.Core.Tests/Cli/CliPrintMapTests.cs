using System.Globalization;
using System.Runtime.Versioning;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary><c>btf print --map</c>: per-processor maps, pinned maps, and maps without types.</summary>
[TestFixture]
[Platform("Linux")]
[SupportedOSPlatform("linux")]
public sealed class CliPrintMapTests
{
    private const uint PerProcessorHash = 5;

    [Test]
    public void A_map_with_a_value_for_each_processor_is_printed_as_bpftool_dumps_it()
    {
        BpfCalls.Require();
        BtfBuilder builder = new();
        uint number = builder.AddInt("int", 4, BtfIntEncoding.Signed);
        uint value = builder.AddStruct("value", 12, ("a", number, 0), ("b", number, 32), ("c", number, 64));
        using BtfHandle btf = new BtfLoader().Load(builder.ToArray());

        // A value of 12 bytes takes 16 in the map.
        byte[] values = new byte[16 * PossibleProcessors.Count];
        for (int i = 0; i < PossibleProcessors.Count; i++)
        {
            values[16 * i] = (byte)(i + 1);
            values[16 * i + 8] = 7;
        }

        using SafeFileHandle map = BpfCalls.CreateMap(btf, (number, [5, 0, 0, 0]), (value, values), PerProcessorHash, 12);
        string id = BpfCalls.IdOf(map).ToString(CultureInfo.InvariantCulture);

        ProcessResult json = BtfTool.Ask("print", "--map", id, "--style", "json");
        ProcessResult text = BtfTool.Ask("print", "--map", id);

        Assert.That(json.ExitCode, Is.Zero, json.StandardError);
        ProcessResult expected = ProcessRunner.Run(Oracles.Bpftool(), "-j", "map", "dump", "id", id);
        JsonElement formatted = JsonDocument.Parse(expected.Text).RootElement[0].GetProperty("formatted");
        Assert.That(json.Text, Is.EqualTo($"[{formatted.GetRawText()}]\n"));
        Assert.That(text.Text, Does.StartWith("key: (int)5\nvalue (CPU 0): (struct value){\n\t.a = (int)1,\n\t.c = (int)7,\n}\n"));
    }

    [Test]
    public void A_pinned_map_is_found_by_its_path()
    {
        BpfCalls.Require();
        using TemporaryFolder folder = new();
        string mount = folder.PathOf("bpf");
        Directory.CreateDirectory(mount);
        if (ProcessRunner.Run("mount", "-t", "bpf", "bpf", mount).ExitCode != 0)
        {
            Assert.Ignore("A BPF file system cannot be mounted here.");
        }

        try
        {
            BtfBuilder builder = new();
            uint number = builder.AddInt("int", 4, BtfIntEncoding.Signed);
            using BtfHandle btf = new BtfLoader().Load(builder.ToArray());
            using SafeFileHandle map = BpfCalls.CreateMap(btf, (number, [5, 0, 0, 0]), (number, [6, 0, 0, 0]));
            string id = BpfCalls.IdOf(map).ToString(CultureInfo.InvariantCulture);
            string path = Path.Combine(mount, "map");
            Assert.That(ProcessRunner.Run(Oracles.Bpftool(), "map", "pin", "id", id, path).ExitCode, Is.Zero);

            ProcessResult result = BtfTool.Ask("print", "--map", path);
            ProcessResult missing = BtfTool.Ask("print", "--map", path + "2");

            Assert.That((result.ExitCode, result.Text), Is.EqualTo((0, "key: (int)5\nvalue: (int)6\n")), result.StandardError);
            Assert.That((missing.ExitCode, missing.Text), Is.EqualTo((3, "")));
            Assert.That(missing.StandardError, Does.Contain("Nothing is pinned at"));
        }
        finally
        {
            ProcessRunner.Run("umount", mount);
        }
    }

    [Test]
    public void A_map_without_types_is_said_to_have_none()
    {
        BpfCalls.Require();
        using SafeFileHandle map = BpfCalls.CreateMap(null, 0);
        ProcessResult result = BtfTool.Ask("print", "--map", BpfCalls.IdOf(map).ToString(CultureInfo.InvariantCulture));

        Assert.That((result.ExitCode, result.Text), Is.EqualTo((1, "")));
        Assert.That(result.StandardError, Does.Contain("without types"));
    }
}
