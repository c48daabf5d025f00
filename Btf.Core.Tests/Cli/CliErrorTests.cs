using System.Diagnostics;
using System.Globalization;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>What goes wrong: the exit code says what sort, one line on standard error says why, and standard output stays empty.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
public sealed class CliErrorTests
{
    private const string NoSuchFile = "/nonexistent/file.btf";
    private const int SigInt = 2;

    private static IEnumerable<TestCaseData> WrongUsage =>
    [
        Case("no command"),
        Case("an unknown command", "nonsense"),
        Case("a missing argument", "show"),
        Case("an unknown option", "stat", "--nonsense"),
        Case("an unknown format", "dump", "--format", "xml"),
        Case("an id that is no number", "dump", "--id", "x"),
        Case("an unknown kind", "find", "x", "--kind", "nonsense"),
        Case("two sorts of pattern", "find", "x", "--glob", "--regex"),
        Case("functions among members", "find", "x", "--member", "--takes", "sock"),
        Case("a broken regular expression", "find", "(", "--regex", BtfTool.Sample),
        Case("a broken path", "path", "task_struct..se", BtfTool.Sample),
        Case("no file to verify", "verify"),
        Case("rules of no version", "verify", BtfTool.Sample, "--rules", "5.0"),
        Case("no file to write", "extract", BtfTool.Sample),
        Case("an empty name", "show", ""),
        Case("an empty file", "show", "x", ""),
        Case("an empty pattern", "find", "", BtfTool.Sample),
        Case("an empty base", "show", "x", BtfTool.Sample, "--base", ""),
        Case("an empty output", "dump", BtfTool.Sample, "-o", ""),
        Case("two files where one is asked", "stat", BtfTool.Sample, BtfTool.Sample),
        Case("a base without a file", "dump", "--base", BtfTool.Sample),
        Case("the sample and a file", "show", "x", BtfTool.Sample, "--sample"),
        Case("JSON as C", "dump", BtfTool.Sample, "--json", "--format", "c"),
        Case("functions that are structures", "find", "*", BtfTool.Sample, "--kind", "struct", "--takes", "sock"),
    ];

    private static IEnumerable<TestCaseData> Absent =>
    [
        Case("a type", "show", "no_such_type", BtfTool.Sample),
        Case("a type of that kind", "show", "union sk_buff", BtfTool.Sample),
        Case("a member", "path", "task_struct.nonsense", BtfTool.Sample),
        Case("the type of a path", "path", "no_such_type.x", BtfTool.Sample),
        Case("an id", "dump", BtfTool.Sample, "--id", "100000"),
        Case("a name to dump", "dump", BtfTool.Sample, "--name", "no_such_type"),
        Case("a name that begins like a file of arguments", "show", "@no_such_file", BtfTool.Sample),
        Case("the type that functions take", "find", "*", BtfTool.Sample, "--takes", "no_such_type"),
    ];

    private static IEnumerable<TestCaseData> Unreadable =>
    [
        Case("show a missing file", "show", "x", NoSuchFile),
        Case("find in a missing file", "find", "x", NoSuchFile),
        Case("path in a missing file", "path", "x.y", NoSuchFile),
        Case("dump a missing file", "dump", NoSuchFile),
        Case("dump over a missing base", "dump", BtfTool.Sample, "--base", NoSuchFile),
        Case("stat a missing file", "stat", NoSuchFile),
        Case("extract from a missing file", "extract", NoSuchFile, "-o", "/dev/null"),
        Case("verify a missing file", "verify", NoSuchFile),
        Case("write to a missing folder", "dump", BtfTool.Sample, "-o", NoSuchFile),
        Case("stat a directory", "stat", "/"),
        Case("stat an empty file", "stat", "/dev/null"),
        Case("write to a directory", "dump", BtfTool.Sample, "-o", "/tmp"),
        Case("write to a full disk", "dump", BtfTool.Sample, "-o", "/dev/full"),
    ];

    [TestCaseSource(nameof(WrongUsage))]
    public void Wrong_usage_is_2(string[] arguments) => AssertFails(BtfTool.Run(arguments), 2);

    [TestCaseSource(nameof(Absent))]
    public void What_is_not_there_is_1(string[] arguments) => AssertFails(BtfTool.Run(arguments), 1);

    [TestCaseSource(nameof(Unreadable))]
    public void What_cannot_be_read_or_written_is_3(string[] arguments) => AssertFails(BtfTool.Run(arguments), 3);

    [Test]
    public void A_file_that_is_no_BTF_is_3_and_named()
    {
        using TemporaryFolder folder = new();
        string path = folder.Write("junk", "This is no BTF at all, but long enough to be a header."u8);

        ProcessResult result = BtfTool.Run("stat", path);

        AssertFails(result, 3);
        Assert.That(result.StandardError, Does.StartWith($"btf: {path}: "));
    }

    [Test]
    public void Nothing_found_is_1_without_a_word()
    {
        ProcessResult result = BtfTool.Run("find", "no_such_*", BtfTool.Sample);

        Assert.That(result, Has.Property(nameof(result.ExitCode)).EqualTo(1).And.Property(nameof(result.Text)).Empty.And.Property(nameof(result.StandardError)).Empty);
    }

    [TestCase("dump")]
    [TestCase("dump --format c")]
    [TestCase("find '*'")]
    [Platform("Linux", Reason = "It needs a shell of Linux.")]
    public void A_broken_pipe_ends_quietly(string command)
    {
        ProcessResult result = BtfTool.RunShell($"btf {command} '{Oracles.KernelBtf()}' | head -1; exit ${{PIPESTATUS[0]}}");

        Assert.That(result.StandardError, Is.Empty);
        Assert.That(result.ExitCode, Is.Zero);
        Assert.That(result.Text.Split('\n'), Has.Length.EqualTo(2));
    }

    [Test]
    [Platform("Linux", Reason = "It needs a shell of Linux.")]
    public void A_full_disk_is_3()
    {
        ProcessResult result = BtfTool.RunShell($"btf dump '{BtfTool.Sample}' > /dev/full");

        AssertFails(result, 3);
    }

    [Test]
    public void Ctrl_C_ends_at_once()
    {
        // Nobody reads the pipe, so that the tool is at work for good.
        ProcessStartInfo start = new("bash", ["-c", $"exec {BtfTool.ShellCommand} dump '{Oracles.KernelBtf()}'"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        _ = process.StandardOutput.BaseStream.ReadByte();
        long sent = Stopwatch.GetTimestamp();

        _ = ProcessRunner.Run("kill", "-INT", process.Id.ToString(CultureInfo.InvariantCulture));

        Assert.That(process.WaitForExit(TimeSpan.FromSeconds(10)), Is.True);
        Assert.That(Stopwatch.GetElapsedTime(sent), Is.LessThan(TimeSpan.FromSeconds(2)));
        Assert.That(process.ExitCode, Is.EqualTo(128 + SigInt));
        Assert.That(process.StandardError.ReadToEnd(), Is.Empty);
    }

    private static TestCaseData Case(string name, params string[] arguments) => new TestCaseData((object)arguments).SetArgDisplayNames(name);

    private static void AssertFails(ProcessResult result, int exitCode)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.ExitCode, Is.EqualTo(exitCode), result.StandardError);
            Assert.That(result.StandardError, Does.Match(@"\Abtf: [^\n]+\n\z"));
            Assert.That(result.Text, Is.Empty);
        }
    }
}
