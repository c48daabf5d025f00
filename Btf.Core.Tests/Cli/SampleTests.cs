using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>A machine without a kernel's BTF: the sample answers, and standard error says so.</summary>
[TestFixture]
public sealed class SampleTests
{
    [Test]
    public void The_sample_answers_where_no_kernel_does()
    {
        ProcessResult probe = ProcessRunner.Run(Oracles.Program("unshare"), "-m", "mount", "-t", "tmpfs", "none", "/sys/kernel/btf");
        Assume.That(probe.ExitCode, Is.Zero, "No mounts can be made here.");
        Assume.That(Directory.Exists("/boot") ? Directory.GetFiles("/boot", "vmlinux-*") : [], Is.Empty, "There is another file with the kernel's BTF.");

        ProcessResult result = ProcessRunner.Run("unshare", "-m", "bash", "-c", $"mount -t tmpfs none /sys/kernel/btf && {BtfTool.ShellCommand} show tcp_sendmsg");

        Assert.That(result.Text, Is.EqualTo("int tcp_sendmsg(struct sock *sk, struct msghdr *msg, size_t size);\n"));
        Assert.That(result.StandardError, Does.Match(@"\Abtf: [^\n]+ A small sample of a kernel's types answers instead\.\n\z"));
        Assert.That(result.ExitCode, Is.Zero);
    }
}
