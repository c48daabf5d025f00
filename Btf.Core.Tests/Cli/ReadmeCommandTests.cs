using System.Text.RegularExpressions;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>The README's command lines are run, and their output is that in the README.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
public sealed partial class ReadmeCommandTests
{
    private static readonly string _text = Document.Find("README.md").Text;

    private static IEnumerable<TestCaseData> Commands =>
        ConsoleBlock().Matches(_text)
            .SelectMany(block => Command().Matches(block.Groups["body"].Value))
            .Select(command => new TestCaseData(command.Groups["line"].Value, command.Groups["output"].Value).SetArgDisplayNames(command.Groups["line"].Value));

    [TestCaseSource(nameof(Commands))]
    [Platform("Linux,MacOsX", Reason = "The command lines need a shell.")]
    public void A_command_of_the_README_writes_what_it_shows(string line, string output)
    {
        using TemporaryFolder folder = new();
        folder.Write("sample.btf", File.ReadAllBytes(BtfTool.Sample));

        ProcessResult result = BtfTool.RunShell($"cd '{folder.PathOf("")}'; {line}");

        Assert.That(result.Text + result.StandardError, Is.EqualTo(output));
    }

    [Test]
    public void The_README_shows_the_main_job_on_the_kernel_as_on_the_sample()
    {
        ProcessResult result = BtfTool.Ask("show", "tcp_sendmsg", BtfTool.Sample);

        Assert.That(_text, Does.Contain("--project Btf.Cli -- show tcp_sendmsg\n").And.Contain($"`{result.Text.Trim()}`"));
    }

    [GeneratedRegex(@"^```console\n(?<body>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex ConsoleBlock();

    [GeneratedRegex(@"^\$ (?<line>[^\n]+)\n(?<output>(?:(?!\$ )[^\n]*\n)*)", RegexOptions.Multiline)]
    private static partial Regex Command();
}
