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
        uint number = below.Int("int", 4, 32, 1);
        for (int i = 0; i < 60_000; i++)
        {
            _ = below.Struct($"base_{i}", 8, ("next", below.Ptr(0), 0));
        }

        byte[] kernel = below.Build();
        _ = _folder.Write("kernel.btf", kernel);
        using BtfObject opened = BtfObject.FromMemory(kernel);
        Core.Building.BtfBuilder split = new(opened);
        for (uint i = 0; i < 60_000; i++)
        {
            _ = split.AddTypedef($"module_{i}", 2 * i + 3);
        }

        using BtfObject module = split.ToObject();
        _ = _folder.Write("module.btf", module.RawData.ToArray());
        Assert.That(BtfTool.Ask("dump", _folder.PathOf("kernel.btf"), "--format", "json", "-o", _folder.PathOf("kernel.json")).ExitCode, Is.Zero);
    }

    [OneTimeTearDown]
    public void DeleteFiles() => _folder.Dispose();

    [TestCase("merge KERNEL KERNEL KERNEL --dedup", "Comparing ")]
    [TestCase("dedup KERNEL", "Looking for equal types among ")]
    [TestCase("sort KERNEL", "Sorting ")]
    [TestCase("strip KERNEL --functions", "Looking for what is still needed among ")]
    [TestCase("build JSON", "Building types out of ")]
    [TestCase("distill MODULE --base KERNEL --base-out OUT2", "Collecting what ")]
    public void Long_work_tells_what_it_is_at_and_leaves_nothing(string line, string expected)
    {
        string[] words = [.. Files(line), "-o", _folder.PathOf("out.btf")];

        PseudoTerminal.Session session = PseudoTerminal.Run(80, new Dictionary<string, string?> { ["DOTNET_TieredCompilation"] = "1" }, false, words);
        ProcessResult piped = BtfTool.Run(words);

        Assert.That((session.ExitCode, piped.ExitCode), Is.EqualTo((0, 0)), session.Text);
        Assert.That(piped.StandardError, Is.Empty);
        Assert.That(session.Text, Does.Contain($"\r{expected}"));
        Assert.That(session.Text, Does.Not.Contain('\e'));
        Assert.That(Shown(session.Text), Is.EqualTo(piped.Text));
        Assert.That(session.Text.Split('\r', '\n'), Has.All.Length.LessThanOrEqualTo(80 + _folder.PathOf("").Length));
    }

    [Test]
    public void It_is_shown_where_only_standard_error_is_a_terminal()
    {
        PseudoTerminal.Session session = PseudoTerminal.Run(
            80, new Dictionary<string, string?>(), "", ["bash", "-c", $"{BtfTool.ShellCommand} sort '{_folder.PathOf("kernel.btf")}' -o - > '{_folder.PathOf("sorted.btf")}'"]);

        Assert.That(session.Text, Does.Contain("\rSorting "));
        Assert.That(Shown(session.Text), Is.Empty);
        Assert.That(BtfTool.Ask("stat", _folder.PathOf("sorted.btf")).ExitCode, Is.Zero);
    }

    [Test]
    public void A_dumb_terminal_gets_none() => Assert.That(
        PseudoTerminal.Run(80, new Dictionary<string, string?> { ["TERM"] = "dumb" }, false, "sort", _folder.PathOf("kernel.btf"), "-o", _folder.PathOf("out.btf")).Text, Does.Not.Contain('\r'));

    private string[] Files(string line) => [.. line.Split(' ').Select(word => word switch
    {
        "KERNEL" => _folder.PathOf("kernel.btf"),
        "MODULE" => _folder.PathOf("module.btf"),
        "JSON" => _folder.PathOf("kernel.json"),
        "OUT2" => _folder.PathOf("out2.btf"),
        _ => word,
    })];

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
