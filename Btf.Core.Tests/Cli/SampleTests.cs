using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>A machine whose kernel's BTF cannot be reached: the tool invents no answer.</summary>
[TestFixture]
[Platform("Linux")]
public sealed class SampleTests
{
    private const string Hide = "mount -t tmpfs none /sys/kernel/btf && cd / &&";

    [TestCase("path task_struct.pid --json")]
    [TestCase("show tcp_sendmsg")]
    [TestCase("find '*' --count")]
    [TestCase("dump")]
    [TestCase("stat")]
    public void Without_a_reachable_kernel_there_is_no_answer(string command)
    {
        ProcessResult result = RunWithoutKernel($"setpriv --bounding-set=-all --inh-caps=-all --reuid 65534 --clear-groups {BtfTool.ShellCommand} {command}");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((result.ExitCode, result.Text), Is.EqualTo((3, "")));
            Assert.That(result.StandardError, Does.Match(@"\Abtf: [^\n]+ Name a FILE, or ask the sample with --sample\.\n\z"));
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
