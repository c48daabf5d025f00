using System.Text.RegularExpressions;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>The README's programs are compiled and run, and their output is that in the README.</summary>
public sealed class ReadmeTests
{
    private const string KernelPath = "/sys/kernel/btf/vmlinux";
    private const string ShownKernel = "kernels/vm-6.18.44/vmlinux.btf";

    private static readonly string[] Programs = Document.Find("README.md").Blocks("csharp");
    private static readonly string[] Outputs = Document.Find("README.md").Blocks("text");

    [TestCase(0)]
    [TestCase(1)]
    public void A_program_writes_what_the_README_shows(int program)
    {
        string file = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"readme-vmlinux-{program}.btf");
        File.WriteAllBytes(file, Corpus.ReadBtf(ShownKernel));

        string output = Snippet.Run(Programs[program].Replace(KernelPath, file, StringComparison.Ordinal));

        Assert.That(output, Is.EqualTo(Outputs[program]));
    }

    [Test]
    public void The_members_of_sk_buff_are_found_on_this_kernel()
    {
        Oracles.KernelBtf();

        string output = Snippet.Run(Programs[1]);

        Assert.That(output, Does.Contain("struct sk_buff *skb").And.Match(@"\n  unsigned int len at bit \d+\n"));
    }

    [Test]
    public void The_walk_without_an_index_runs_on_this_kernel()
    {
        Oracles.KernelBtf();

        Assert.That(Snippet.Run(Programs[2]), Does.Match(@"^[1-9]\d+ structures, [1-9]\d+ functions\n$"));
    }

    [Test]
    public void The_questions_are_answered_on_this_kernel_as_the_README_shows()
    {
        Oracles.KernelBtf();

        // Numbers and names of structures depend on the kernel.
        string[] shown = Regex.Replace(Outputs[2], @"\d+", "0").Split('\n');
        string[] written = Regex.Replace(Snippet.Run(Programs[3]), @"\d+", "0").Split('\n');

        Assert.That(written[..5], Is.EqualTo(shown[..5]));
        Assert.That(written, Does.Contain("struct tcp_congestion_ops").And.Contain(shown[^3]).And.Contain(shown[^2]));
    }

    [Test]
    public void A_tree_of_modules_is_opened_as_the_README_shows()
    {
        string tree = Corpus.PathOf("btf-rs/elf/xz+xz");

        string output = Snippet.Run(Programs[4].Replace("/usr/lib/modules/{release}", tree, StringComparison.Ordinal));

        Assert.That(output, Is.EqualTo(Outputs[3]));
    }

    [Test]
    public void The_kernel_verifies_as_the_README_has_it()
    {
        Oracles.KernelBtf();

        Assert.That(Snippet.Run(Programs[5]), Is.EqualTo("ok\n"));
    }

    [Test]
    public void There_is_no_program_without_a_test() => Assert.That(Programs, Has.Length.EqualTo(6));
}
