using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture]
public sealed class OraclesTests
{
    [Test]
    public void A_program_runs_without_a_shell()
    {
        ProcessResult result = ProcessRunner.Run(Oracles.Bpftool(), "version");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Text, Does.Contain("bpftool v"));
            Assert.That(result.StandardError, Is.Empty);
            Assert.That(result.ExitCode, Is.Zero);
        }
    }

    [Test]
    public void Libbpf_reads_the_kernels_own_types()
    {
        using LibbpfObject kernel = LibbpfObject.Open(File.ReadAllBytes(Oracles.KernelBtf()));
        int task = kernel.Find("task_struct", kind: 4);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(task, Is.Positive);
            Assert.That(kernel.Name((uint)task), Is.EqualTo("task_struct"));
            Assert.That(kernel.Size((uint)task), Is.GreaterThan(1000));
            Assert.That(kernel.PointerSize, Is.AnyOf(4, 8));
        }
    }

    [Test]
    public void Libbpf_says_why_it_refuses()
    {
        _ = Oracles.Libbpf();

        using LibbpfObject? refused = LibbpfObject.TryOpen([1, 2, 3, 4], out int error);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(refused, Is.Null);
            Assert.That(error, Is.EqualTo(22));
        }
    }
}
