using System.Diagnostics;
using System.Globalization;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Errors: the exit code gives the class of the error, one line on standard error says why, and standard output stays empty.</summary>
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
    public void Wrong_usage_is_2(string[] arguments) => AssertFails(BtfTool.Ask(arguments), 2);

    [TestCaseSource(nameof(Absent))]
    public void What_is_not_there_is_1(string[] arguments) => AssertFails(BtfTool.Ask(arguments), 1);

    [TestCaseSource(nameof(Unreadable))]
    public void What_cannot_be_read_or_written_is_3(string[] arguments) => AssertFails(BtfTool.Ask(arguments), 3);

    [Test]
    public void A_file_that_is_no_BTF_is_3_and_named()
    {
        using TemporaryFolder folder = new();
        string path = folder.Write("junk", "This is no BTF at all, but long enough to be a header."u8);

        ProcessResult result = BtfTool.Ask("stat", path);

        AssertFails(result, 3);
        Assert.That(result.StandardError, Does.StartWith($"btf: {path}: "));
    }

    [TestCase("", "COMMAND is missing. See 'btf --help'.")]
    [TestCase("gen", "COMMAND is missing. See 'btf gen --help'.")]
    [TestCase("gen csharpp", "There is no command 'gen csharpp'. Did you mean 'csharp'? See 'btf gen --help'.")]
    [TestCase("completion bsh", "SHELL cannot be 'bsh'. It must be one of: bash, zsh, fish. Did you mean 'bash', 'zsh'? See 'btf completion --help'.")]
    [TestCase("completion -- /dev/null", "SHELL cannot be '/dev/null'. It must be one of: bash, zsh, fish. See 'btf completion --help'.")]
    [TestCase("find --limit x", "--limit cannot be 'x'. It must be a whole number of at most 2147483647. See 'btf find --help'.")]
    public void A_wrong_command_line_is_2_and_says_what_would_be_right(string line, string expected)
    {
        ProcessResult result = BtfTool.Ask(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.That((result.ExitCode, result.Text, result.StandardError), Is.EqualTo((2, "", $"btf: {expected}\n")));
    }

    [Test]
    public void Nothing_found_is_1_without_a_word()
    {
        ProcessResult result = BtfTool.Ask("find", "no_such_*", BtfTool.Sample);

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

    // A loaded machine may deliver the signal late.
    [Retry(3)]
    [Test]
    public void Ctrl_C_ends_at_once()
    {
        // Nobody reads the pipe, so the tool never ends by itself.
        ProcessStartInfo start = new("bash", ["-c", $"exec {BtfTool.InterruptibleCommand} dump '{Oracles.KernelBtf()}'"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        _ = process.StandardOutput.BaseStream.ReadByte();
        long sent = Stopwatch.GetTimestamp();

        _ = ProcessRunner.Run("kill", "-INT", process.Id.ToString(CultureInfo.InvariantCulture));

        Assert.That(process.WaitForExit(TimeSpan.FromSeconds(10)), Is.True);
        Assert.That(Stopwatch.GetElapsedTime(sent), Is.LessThan(TimeSpan.FromSeconds(2)));
        Assert.That(process.ExitCode, Is.EqualTo(128 + SigInt));
        Assert.That(process.StandardError.ReadToEnd(), Is.Empty);
    }

    [TestCase("shwo", "'show'")]
    [TestCase("stat --jsno", "'--json'")]
    [TestCase("find x --membr", "'--member'")]
    [TestCase("find x --cuont=3", "'--count'")]
    [TestCase("dump --format jsom", "'json'")]
    [TestCase("find x --kind strcut", "'struct'")]
    [TestCase("dump -o --jsno", "'--json'")]
    [TestCase("show tcp_sendmgs SAMPLE", "'tcp_sendmsg'")]
    [TestCase("path task_struct.pidd SAMPLE", "'pid'")]
    public void What_is_mistyped_gets_a_hint(string line, string expected)
    {
        ProcessResult result = BtfTool.Ask(line.Replace("SAMPLE", BtfTool.Sample, StringComparison.Ordinal).Split(' '));

        Assert.That(result.ExitCode, Is.InRange(1, 2));
        Assert.That(result.StandardError, Does.Match($@"\Abtf: [^
]*Did you mean [^
]*{expected}[^
]*
\z"));
    }

    [Test]
    public void After_two_dashes_nothing_is_an_option()
    {
        ProcessResult result = BtfTool.Ask("stat", "--", "--help");

        Assert.That((result.ExitCode, result.StandardError), Is.EqualTo((3, "btf: --help: There is no such file.\n")));
    }

    [Test]
    public void A_directory_is_called_one([Values("stat FILE", "verify FILE", "ext FILE", "extract FILE -o /dev/null", "merge FILE -o /dev/null", "stat SAMPLE --base FILE", "show x FILE", "find x FILE")] string line)
    {
        using TemporaryFolder folder = new();
        folder.Write("vmlinux", []);
        string path = Path.GetDirectoryName(folder.PathOf("vmlinux"))!;

        ProcessResult result = BtfTool.Ask(line.Split(' ').Select(word => word == "FILE" ? path : word == "SAMPLE" ? BtfTool.Sample : word));

        Assert.That((result.ExitCode, result.StandardError), Is.EqualTo((3, $"btf: {path}: It is a directory. Name a file in it, such as {path}/vmlinux.\n")));
    }

    [TestCase("dump --id -1 SAMPLE", "--id cannot be '-1'. It must be a number from 0 to 4294967295.")]
    [TestCase("dump --id 99999999999999999999 SAMPLE", "--id cannot be '99999999999999999999'. It must be a number from 0 to 4294967295.")]
    [TestCase("dump --format xml SAMPLE", "--format cannot be 'xml'. It must be one of: raw, c, json, isf.")]
    [TestCase("dump --format", "--format needs a value.")]
    public void A_bad_value_is_told_what_it_must_be(string line, string expected)
    {
        ProcessResult result = BtfTool.Ask(line.Replace("SAMPLE", BtfTool.Sample, StringComparison.Ordinal).Split(' '));

        Assert.That((result.ExitCode, result.StandardError), Is.EqualTo((2, $"btf: {expected} See 'btf dump --help'.\n")));
    }

    [Test]
    public void A_flag_takes_no_value()
    {
        ProcessResult result = BtfTool.Ask("stat", "--json", "true");

        Assert.That((result.ExitCode, result.StandardError), Is.EqualTo((3, "btf: true: There is no such file.\n")));
    }

    [TestCase(">&-", 3)]
    [TestCase("> /dev/full", 3)]
    [TestCase("2>&-", 0)]
    [TestCase("<&-", 0)]
    [Platform("Linux", Reason = "It needs a shell of Linux.")]
    public void Streams_that_are_closed_or_full_end_with_one_line(string redirection, int exitCode)
    {
        ProcessResult result = BtfTool.RunShell($"btf show list_head '{BtfTool.Sample}' {redirection}");

        Assert.That(result.ExitCode, Is.EqualTo(exitCode));
        Assert.That(result.StandardError, Does.Match(exitCode == 0 ? @"\A\z" : @"\Abtf: Standard output cannot be written: [^\n]+\n\z"));
    }

    [Test]
    [Platform("Linux", Reason = "Root may read every file, so the test needs setpriv to give up its rights.")]
    public void A_file_that_must_not_be_read_is_3()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Ignore("Windows has no modes of this kind.");
            return;
        }

        using TemporaryFolder folder = new();
        string secret = folder.Write("secret", File.ReadAllBytes(BtfTool.Sample));
        File.SetUnixFileMode(secret, UnixFileMode.None);
        string output = folder.PathOf("out");
        File.SetUnixFileMode(Path.GetDirectoryName(output)!, (UnixFileMode)0x1ED);
        string unprivileged = Environment.UserName == "root" ? "setpriv --bounding-set=-all --inh-caps=-all --reuid 65534 --clear-groups" : "";

        ProcessResult read = BtfTool.RunShell($"{unprivileged} {BtfTool.ShellCommand} stat '{secret}'");
        ProcessResult over = BtfTool.RunShell($"{unprivileged} {BtfTool.ShellCommand} stat '{BtfTool.Sample}' --base '{secret}'");
        ProcessResult written = BtfTool.RunShell($"chmod 555 '{Path.GetDirectoryName(output)}'; {unprivileged} {BtfTool.ShellCommand} dump '{BtfTool.Sample}' -o '{output}'; code=$?; chmod 755 '{Path.GetDirectoryName(output)}'; exit $code");

        Assume.That(read.StandardError, Does.Not.Contain("cannot execute").And.Not.Contain("No such file or directory"), "The tool's folder is closed to others.");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((read.ExitCode, read.StandardError), Is.EqualTo((3, $"btf: {secret}: Permission to read it is missing.\n")));
            Assert.That((over.ExitCode, over.StandardError), Is.EqualTo((3, $"btf: {secret}: Permission to read it is missing.\n")));
            Assert.That((written.ExitCode, written.StandardError), Is.EqualTo((3, $"btf: {output}: cannot be written: Permission to write there is missing.\n")));
        }
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
