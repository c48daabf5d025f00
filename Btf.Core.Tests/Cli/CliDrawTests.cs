using System.Xml.Linq;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary><c>btf draw</c>.</summary>
[TestFixture]
public sealed class CliDrawTests
{
    [Test]
    public void A_structure_is_drawn_as_text()
    {
        ProcessResult result = BtfTool.Ask("draw", "msghdr", BtfTool.Sample, "--row", "8");

        Assert.That(result.ExitCode, Is.Zero, result.StandardError);
        Assert.That(result.Text, Does.StartWith("struct msghdr: 16 bytes, 1 cache line").And.Contain("│namelen").And.Contain("u32, byte 12, 4 bytes"));
    }

    [Test]
    public void A_file_that_ends_with_svg_is_svg()
    {
        using TemporaryFolder folder = new();
        string path = folder.PathOf("picture.svg");

        ProcessResult result = BtfTool.Ask("draw", "msghdr", BtfTool.Sample, "--depth", "3", "-o", path);

        Assert.That(result.ExitCode, Is.Zero, result.StandardError);
        Assert.That(XDocument.Load(path).Root!.Name.LocalName, Is.EqualTo("svg"));
    }

    [Test]
    public void Single_members_are_opened()
    {
        ProcessResult closed = BtfTool.Run("draw", "task_struct", BtfTool.Sample);
        ProcessResult open = BtfTool.Run("draw", "task_struct", BtfTool.Sample, "--open", "se", "--open", "tasks");

        Assert.That(open.ExitCode, Is.Zero, open.StandardError);
        Assert.That(closed.Text, Does.Not.Contain("se.vruntime"));
        Assert.That(open.Text, Does.Contain("se.vruntime").And.Contain("tasks.next"));
    }

    [Test]
    public void Two_files_are_drawn_side_by_side()
    {
        ProcessResult result = BtfTool.Ask("draw", "struct msghdr", BtfTool.Sample, "--against", BtfTool.Sample);

        Assert.That(result.ExitCode, Is.Zero, result.StandardError);
        Assert.That(result.Text, Does.Contain("No member differs."));
    }

    [TestCase(2, "draw", "msghdr", "SAMPLE", "--row", "9")]
    [TestCase(2, "draw", "msghdr", "SAMPLE", "--depth", "0")]
    [TestCase(1, "draw", "task_struct", "SAMPLE", "--open", "nosuch")]
    [TestCase(1, "draw", "task_struct", "SAMPLE", "--open", "mm")]
    [TestCase(1, "draw", "task_struct", "SAMPLE", "--open", "mm->pgd")]
    [TestCase(2, "draw", "task_struct", "SAMPLE", "--open", "")]
    [TestCase(2, "draw", "msghdr", "SAMPLE", "-o", "SAMPLE")]
    [TestCase(1, "draw", "kfree_skb_reason", "SAMPLE")]
    [TestCase(1, "draw", "nosuch", "SAMPLE")]
    [TestCase(3, "draw", "msghdr", "SAMPLE", "--against", "/nosuch")]
    public void What_cannot_be_drawn_is_an_error(int exitCode, params string[] arguments)
    {
        ProcessResult result = BtfTool.Ask([.. arguments.Select(argument => argument == "SAMPLE" ? BtfTool.Sample : argument)]);

        Assert.That(result.ExitCode, Is.EqualTo(exitCode), result.StandardError);
        Assert.That(result.Text, Is.Empty);
        Assert.That(result.StandardError.TrimEnd('\n'), Is.Not.Empty.And.Not.Contains("\n"));
    }
}
