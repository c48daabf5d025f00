using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>A signal while a file is written leaves no temporary file, and keeps the old file.</summary>
[TestFixture]
[Platform("Linux")]
public sealed class CliSignalTests
{
    private const int FirstSignalExitCode = 128;

    // The runtime keeps its code in a memory file, to which the limit also applies.
    private const string Limit = "export DOTNET_EnableWriteXorExecute=0; ulimit -f 1;";

    [TestCase("INT", 2)]
    [TestCase("TERM", 15)]
    [TestCase("HUP", 1)]
    [TestCase("QUIT", 3)]
    public void A_signal_leaves_no_temporary_file(string signal, int number)
    {
        using TemporaryFolder folder = new();
        string output = folder.Write("out.json", "old"u8);
        string directory = Path.GetDirectoryName(output)!;
        ProcessStartInfo start = new("bash", ["-c", $"ulimit -c 0; exec {BtfTool.InterruptibleCommand} dump '{Oracles.KernelBtf()}' --format json -o '{output}'"]) { RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Assert.That(SpinWait.SpinUntil(() => Directory.GetFiles(directory).Length > 1 || process.HasExited, TimeSpan.FromSeconds(20)), Is.True);
        Assume.That(process.HasExited, Is.False, "The file was whole before the signal came.");

        _ = ProcessRunner.Run("kill", $"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture));

        Assert.That(process.WaitForExit(TimeSpan.FromSeconds(10)), Is.True);
        Assume.That(process.ExitCode, Is.Not.Zero, "The file was whole before the signal came.");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(process.ExitCode, Is.EqualTo(FirstSignalExitCode + number));
            Assert.That(Directory.GetFiles(directory).Select(Path.GetFileName), Is.EqualTo(["out.json"]));
            AssertOldOrWhole(File.ReadAllText(output));
        }
    }

    /// <summary>A signal after the whole file has got its name finds the process still there.</summary>
    private static void AssertOldOrWhole(string text)
    {
        if (text != "old")
        {
            using JsonDocument whole = JsonDocument.Parse(text);
            Assert.That(whole.RootElement.GetProperty("types").GetArrayLength(), Is.GreaterThan(0));
        }
    }

    [Test]
    public void A_limit_on_the_size_of_files_is_one_line()
    {
        using TemporaryFolder folder = new();
        string output = folder.Write("out.json", "old"u8);

        ProcessResult result = BtfTool.RunShell($"{Limit} btf dump '{BtfTool.Sample}' --format json -o '{output}'");
        ProcessResult piped = BtfTool.RunShell($"{Limit} btf dump '{BtfTool.Sample}' --format json > '{folder.PathOf("piped")}'");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((result.ExitCode, piped.ExitCode), Is.EqualTo((3, 3)));
            Assert.That(result.StandardError, Does.Match(@"\Abtf: [^\n]*out\.json: cannot be written: [^\n]+\n\z"));
            Assert.That(piped.StandardError, Does.Match(@"\Abtf: Standard output cannot be written: [^\n]+\n\z"));
            Assert.That(Directory.GetFiles(Path.GetDirectoryName(output)!).Select(Path.GetFileName), Is.EquivalentTo(["out.json", "piped"]));
            Assert.That(File.ReadAllText(output), Is.EqualTo("old"));
        }
    }
}
