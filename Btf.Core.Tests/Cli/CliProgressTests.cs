using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>What long work is at, on standard error: shown on a terminal, gone at the end, and nowhere else.</summary>
[TestFixture]
[Platform("Linux")]
public sealed class CliProgressTests
{
    private TemporaryFolder _folder;

    [OneTimeSetUp]
    public void MakeLargeFiles()
    {
        _folder = new TemporaryFolder();
        BtfBuilder below = new();
        uint number = below.AddInt("int", 4, BtfIntEncoding.Signed);
        for (int i = 0; i < 2_000; i++)
        {
            _ = below.AddStruct($"base_{i}", 8, ("next", below.AddPointer(0), 0));
        }

        byte[] kernel = below.ToArray();
        _ = _folder.Write("kernel.btf", kernel);
        using BtfObject opened = BtfObject.FromMemory(kernel);
        BtfBuilder split = new(opened);
        for (uint i = 0; i < 2_000; i++)
        {
            _ = split.AddTypedef($"module_{i}", 2 * i + 3);
        }

        using BtfObject module = split.ToObject();
        _ = _folder.Write("module.btf", module.RawData.ToArray());
        Assert.That(BtfTool.Ask("dump", _folder.PathOf("kernel.btf"), "--format", "json", "-o", _folder.PathOf("kernel.json")).ExitCode, Is.Zero);
    }

    [OneTimeTearDown]
    public void DeleteFiles() => _folder.Dispose();

    /// <summary>The input comes late, so that the work takes long on any machine. On a busy one, the tool may start later than the input comes: tried again.</summary>
    [Retry(3)]
    [TestCase("merge KERNEL LATE --dedup", "Reading file 2 of 2")]
    [TestCase("dedup LATE", "Reading types")]
    [TestCase("sort LATE", "Reading types")]
    [TestCase("strip LATE --functions", "Reading types")]
    [TestCase("build LATEJSON", "Reading /dev/fd/63")]
    [TestCase("distill LATEMODULE --base KERNEL --base-out OUT2", "Reading types")]
    public void Long_work_tells_what_it_is_at_and_leaves_nothing(string line, string expected)
    {
        string command = $"{BtfTool.ShellCommand} {Files(line)} -o '{_folder.PathOf("out.btf")}'";

        PseudoTerminal.Session session = PseudoTerminal.Run(80, new Dictionary<string, string?>(), "", ["bash", "-c", command]);
        ProcessResult piped = ProcessRunner.Run("bash", "-c", command.Replace("sleep 1.5; ", "", StringComparison.Ordinal));

        Assert.That((session.ExitCode, piped.ExitCode), Is.EqualTo((0, 0)), session.Text);
        Assert.That(piped.StandardError, Is.Empty);
        Assert.That(session.Text, Does.Contain($"\r{expected}"));
        Assert.That(session.Text, Does.Not.Contain('\e'));
        Assert.That(Shown(session.Text), Is.EqualTo(piped.Text));
    }

    [Test]
    public void It_is_shown_where_only_standard_error_is_a_terminal()
    {
        PseudoTerminal.Session session = PseudoTerminal.Run(
            80, new Dictionary<string, string?>(), "", ["bash", "-c", $"{BtfTool.ShellCommand} {Files("sort LATE")} -o - > '{_folder.PathOf("sorted.btf")}'"]);

        Assert.That(session.Text, Does.Contain("\rReading types"));
        Assert.That(Shown(session.Text), Is.Empty);
        Assert.That(BtfTool.Ask("stat", _folder.PathOf("sorted.btf")).ExitCode, Is.Zero);
    }

    [Test]
    public void A_dumb_terminal_gets_none() => Assert.That(
        PseudoTerminal.Run(80, new Dictionary<string, string?> { ["TERM"] = "dumb" }, "", ["bash", "-c", $"{BtfTool.ShellCommand} {Files("sort LATE")} -o '{_folder.PathOf("out.btf")}'"]).Text,
        Does.Not.Contain('\r'));

    private string Files(string line) => string.Join(' ', line.Split(' ').Select(word => word switch
    {
        "KERNEL" => $"'{_folder.PathOf("kernel.btf")}'",
        "OUT2" => $"'{_folder.PathOf("out2.btf")}'",
        "LATE" => Late("kernel.btf"),
        "LATEJSON" => Late("kernel.json"),
        "LATEMODULE" => Late("module.btf"),
        _ => word,
    }));

    private string Late(string name) => $"<(sleep 1.5; cat '{_folder.PathOf(name)}')";

    /// <summary>What is left on the screen when each carriage return has taken the cursor back.</summary>
    private static string Shown(string text)
    {
        List<string> lines = [];
        foreach (string line in text.Split('\n'))
        {
            char[] screen = [];
            foreach (string part in line.Split('\r'))
            {
                screen = [.. part, .. screen.Skip(part.Length)];
            }

            lines.Add(new string(screen).TrimEnd());
        }

        return string.Join('\n', lines);
    }
}
