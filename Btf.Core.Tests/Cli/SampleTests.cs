using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>If the kernel's BTF cannot be read, the tool does not use the sample instead.</summary>
[TestFixture]
[Platform("Linux")]
public sealed class SampleTests
{
    private const string Hide = "mount -t tmpfs none /sys/kernel/btf && cd / &&";

    private static readonly string[] _lines =
    [
        "path task_struct.pid --json", "show tcp_sendmsg", "find '*' --count", "dump", "stat", "stat --json", "draw list_head", "print list_head /dev/zero", "list", "list --json",
        "dedup --explain '*'", "sort -o /dev/null", "strip --functions -o /dev/null", $"core '{Fixture.PathOf("events.bpf.o")}'",
    ];

    [Test]
    public void Without_a_reachable_kernel_no_command_answers()
    {
        const string unprivileged = "setpriv --bounding-set=-all --inh-caps=-all --reuid 65534 --clear-groups";
        string script = string.Concat(_lines.Select(line => $"{unprivileged} {BtfTool.ShellCommand} {line} 2>&1 >/tmp/out; echo \"$?|$(wc -c < /tmp/out)\";"));

        string[] answers = RunWithoutKernel($"mount -t tmpfs none /tmp && touch /tmp/out && {{ {script} }}").Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.That(answers, Has.Length.EqualTo(2 * _lines.Length), string.Join('\n', answers));
        using (Assert.EnterMultipleScope())
        {
            for (int i = 0; i < _lines.Length; i++)
            {
                Assert.That(answers[(2 * i) + 1], Is.EqualTo("3|0"), _lines[i]);
                Assert.That(answers[2 * i], Does.Match(@"\Abtf: .+ (Name a FILE, or ask the sample with --sample|Name a file with --kernel|the process needs the capability CAP_SYS_ADMIN, and no .+)\.\z"), _lines[i]);
            }
        }
    }

    [Test]
    public void The_kernel_is_asked_for_its_object_where_its_file_is_missing()
    {
        if (!KernelBtf.TryListLoaded(out _, out BtfError error))
        {
            Oracles.Missing(error.Message);
        }

        ProcessResult result = RunWithoutKernel($"{BtfTool.ShellCommand} path task_struct.pid");

        Assert.That((result.ExitCode, result.Text), Is.EqualTo((0, BtfTool.Run("path", "task_struct.pid").Text)));
    }

    [Test]
    public void The_sample_answers_when_it_is_asked()
    {
        ProcessResult result = BtfTool.Run("show", "tcp_sendmsg", "--sample");

        Assert.That((result.ExitCode, result.Text, result.StandardError), Is.EqualTo((0, "int tcp_sendmsg(struct sock *sk, struct msghdr *msg, size_t size);\n", "")));
    }

    private static ProcessResult RunWithoutKernel(string command)
    {
        ProcessResult probe = ProcessRunner.Run(Oracles.Program("unshare"), "-m", "mount", "-t", "tmpfs", "none", "/sys/kernel/btf");
        Assume.That(probe.ExitCode, Is.Zero, "No mounts can be made here.");
        Assume.That(Directory.Exists("/boot") ? Directory.GetFiles("/boot", "vmlinux-*") : [], Is.Empty, "There is another file with the kernel's BTF.");
        return ProcessRunner.Run("unshare", "-m", "bash", "-c", $"{Hide} {command}");
    }
}
