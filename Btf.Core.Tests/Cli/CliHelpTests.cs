using System.CommandLine;
using Btf.Cli;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Help by topic, the manual page, and completion, which are generated from the commands.</summary>
[TestFixture]
public sealed class CliHelpTests
{
    [Test]
    public void A_flag_of_a_command_of_a_command_takes_no_value()
    {
        Assert.That(BtfTool.Ask("gen", "csharp", "sk_buff", "--sample", "--fixed", "true").StandardError, Does.Contain("true"));
    }

    [Test]
    public void A_command_of_a_command_is_shown_with_both_words()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(BtfTool.Ask("gen", "csharp", "--help").Text, Does.Contain("btf gen csharp TYPE"));
            Assert.That(BtfTool.Ask("gen", "csharp", "--nosuch").StandardError, Does.EndWith("See 'btf gen csharp --help'.\n"));
        }
    }

    [Test]
    public void Help_tells_of_commands_and_topics([Values("", "find", "files", "patterns", "paths", "exit-codes", "terminal", "json")] string topic)
    {
        ProcessResult result = BtfTool.Ask(topic.Length == 0 ? ["help"] : ["help", topic]);

        Assert.That((result.ExitCode, result.StandardError), Is.EqualTo((0, "")));
        Assert.That(result.Text.Split('\n').Max(line => line.Length), Is.AtMost(100));
        Assert.That(result.Text, Is.Not.Empty);
    }

    [TestCase("find")]
    [TestCase("gen csharp")]
    public void Help_of_a_command_is_the_same_both_ways(string command)
    {
        string[] words = command.Split(' ');

        Assert.That(BtfTool.Ask(["help", .. words]).Text, Is.EqualTo(BtfTool.Ask([.. words, "--help"]).Text).And.Not.Empty);
    }

    [TestCase("gen csharp --unit x task_struct", "gen csharp")]
    [TestCase("--no-pager find --limit x task_struct", "find")]
    [TestCase("find --no-pager --limit x task_struct", "find")]
    [TestCase("find --limit", "find")]
    public void An_error_names_the_help_of_its_command(string line, string command)
    {
        ProcessResult result = BtfTool.Ask(line.Split(' '));

        Assert.That(result.ExitCode, Is.EqualTo(2));
        Assert.That(result.StandardError, Does.EndWith($"See 'btf {command} --help'.\n"));
    }

    [Test]
    public void An_unknown_topic_is_wrong_usage()
    {
        ProcessResult result = BtfTool.Ask("help", "pahts");

        Assert.That((result.ExitCode, result.Text), Is.EqualTo((2, "")));
        Assert.That(result.StandardError, Does.Contain("Did you mean 'paths'"));
    }

    [Test]
    public void The_manual_page_has_every_command_and_option()
    {
        string page = BtfTool.Ask("man").Text;

        using (Assert.EnterMultipleScope())
        {
            foreach (Command command in Tool.CreateRoot().Subcommands)
            {
                Assert.That(page, Does.Contain($"\n.SS btf {command.Name}"));
                foreach (Option option in command.Options.Where(option => !option.Hidden))
                {
                    Assert.That(page, Does.Contain(option.Name.Replace("-", "\\-", StringComparison.Ordinal)));
                }
            }
        }

        Assert.That(page.Split('\n').Where(line => line.StartsWith('.')).Select(line => line.Split(' ')[0]).Distinct(), Is.SubsetOf([".TH", ".SH", ".SS", ".TP", ".PP", ".nf", ".fi"]));
    }

    [Test]
    [Platform("Linux", Reason = "It needs bash.")]
    public void Bash_completes_commands_options_and_values()
    {
        static string Complete(string line) =>
            $"COMP_LINE='{line}'; COMP_POINT={line.Length}; read -ra COMP_WORDS <<< \"$COMP_LINE\"; COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); _btf; echo \"${{COMPREPLY[*]}}\"; ";

        string answers = BtfTool.RunShell("source <(btf completion bash); " + Complete("btf sho") + Complete("btf find --mem") + Complete("btf dump --format j")).Text;

        Assert.That(string.Join('|', answers.TrimEnd().Split('\n').Select(line => line.Trim())), Is.EqualTo("show|--member|json"));
    }

    [TestCase("btf sho", "show")]
    [TestCase("btf find --mem", "--member")]
    [TestCase("btf dump --format j", "json")]
    [TestCase("btf find --sort ", "holes")]
    [TestCase("btf find --kind ", "struct")]
    [TestCase("btf gen cs", "csharp")]
    [TestCase("btf list tra", "tracepoints")]
    public void The_tool_completes_words(string line, string expected) =>
        Assert.That(BtfTool.Ask($"[suggest:{line.Length}]", line).Text.Split('\n'), Does.Contain(expected));

    [TestCase("btf find --takes sk_buf", "sk_buff")]
    [TestCase("btf find --points-to mm_struc", "mm_struct")]
    [TestCase("btf path task_struct.tgi", "task_struct.tgid")]
    [TestCase("btf path task_struct.mm->pg", "task_struct.mm->pgd")]
    [TestCase("btf path sk_buff.nex", "sk_buff.next")]
    public void The_tool_completes_names_of_types_and_members(string line, string expected)
    {
        Assume.That(File.Exists("/sys/kernel/btf/vmlinux"), "The running kernel has no BTF.");

        Assert.That(BtfTool.Ask($"[suggest:{line.Length}]", line).Text.Split('\n'), Does.Contain(expected));
    }

    [TestCase("btf path task_struct.nosuch.")]
    [TestCase("btf path task_struct.tgid.")]
    [TestCase("btf path task_struct.tgid->")]
    [TestCase("btf path ->")]
    public void A_path_that_leads_nowhere_completes_to_nothing(string line)
    {
        ProcessResult result = BtfTool.Ask($"[suggest:{line.Length}]", line);

        Assert.That((result.ExitCode, result.Text.Trim(), result.StandardError), Is.EqualTo((0, "", "")));
    }

    [TestCase("/h")]
    [TestCase("/?")]
    public void Paths_are_no_requests_for_help(string path) => Assert.That(BtfTool.Ask("show", "int", path).ExitCode, Is.EqualTo(3));

    [Test]
    [Platform("Linux", Reason = "It needs fish.")]
    public void Fish_completes_commands_options_and_values()
    {
        string fish = Oracles.Program("fish");
        using TemporaryFolder folder = new();
        string path = PutOnPath(folder);

        static string Complete(string line) => $"complete -C '{line}'; echo ---; ";

        string[] answers = [.. ProcessRunner.Run(
            fish, "-c", $"set -x PATH '{path}' $PATH; btf completion fish | source; " + Complete("btf sho") + Complete("btf find --mem") + Complete("btf dump --format j"))
            .Text.Split("---\n").Select(answer => answer.Trim())];

        Assert.That(answers, Has.Length.EqualTo(4));
        Assert.That(answers[0], Is.EqualTo("show"));
        Assert.That(answers[1], Is.EqualTo("--member"));
        Assert.That(answers[2].Split('\n'), Does.Contain("json"), "beside files of such a name");
    }

    [Test]
    [Platform("Linux", Reason = "It needs zsh and a pseudo terminal.")]
    public void Zsh_completes_commands_options_and_values()
    {
        string zsh = Oracles.Program("zsh");
        using TemporaryFolder folder = new();
        string path = PutOnPath(folder);
        const string Script = """
            import os, pty, select, sys, time
            pid, terminal = pty.fork()
            if pid == 0:
                os.environ.update(TERM="dumb", PS1="READY ", PATH=sys.argv[2] + ":" + os.environ["PATH"])
                os.execv(sys.argv[1], ["zsh", "-f", "-i"])
            def read(until, most=15):
                text, end = b"", time.monotonic() + most
                while until not in text and time.monotonic() < end:
                    if select.select([terminal], [], [], 0.1)[0]:
                        text += os.read(terminal, 65536)
                return text
            read(b"READY ")
            os.write(terminal, b"autoload -Uz compinit; compinit -u -D; source <(btf completion zsh); echo LOAD''ED\n")
            read(b"LOADED")
            for line, expected in zip(sys.argv[3::2], sys.argv[4::2]):
                os.write(terminal, line.encode() + b"\t")
                answer = read(expected.encode())
                print("ok" if expected.encode() in answer else answer)
                os.write(terminal, b"\x15")
            os.close(terminal)
            """;

        ProcessResult result = ProcessRunner.Run(Oracles.Python(), "-I", "-S", "-c", Script, zsh, path, "btf sho", "w ", "btf find --mem", "ber ", "btf list tra", "cepoints ");

        Assert.That(result.Text, Is.EqualTo("ok\nok\nok\n"), result.StandardError);
    }

    private static string PutOnPath(TemporaryFolder folder)
    {
        string script = folder.PathOf("btf");
        File.WriteAllText(script, $"#!/bin/sh\nexec {BtfTool.ShellCommand} \"$@\"\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return Path.GetDirectoryName(script)!;
    }

    [TestCase("bash", "complete ")]
    [TestCase("zsh", "#compdef btf")]
    [TestCase("fish", "complete --command btf")]
    public void There_is_a_script_for_each_shell(string shell, string expected)
    {
        string script = BtfTool.Ask("completion", shell).Text;

        Assert.That(script, Does.Contain(expected));
        if (Oracles.FindProgram(shell) is not null)
        {
            using TemporaryFolder folder = new();
            string path = folder.PathOf("script");
            File.WriteAllText(path, script);
            Assert.That(ProcessRunner.Run(shell, "-n", path).StandardError, Is.Empty);
        }
    }
}
