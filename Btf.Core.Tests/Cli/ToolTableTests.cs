using System.Text.RegularExpressions;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Each command in the table of docs/tool.md works on the running kernel.</summary>
[TestFixture]
public sealed partial class ToolTableTests
{
    private static IEnumerable<TestCaseData> Lines => Row().Matches(Document.Find("docs/tool.md").Text).Select(row => new TestCaseData(row.Groups["line"].Value).SetArgDisplayNames(row.Groups["line"].Value));

    [TestCaseSource(nameof(Lines))]
    [Platform("Linux")]
    public void A_line_of_the_table_answers(string line)
    {
        _ = Oracles.KernelBtf();
        string[] words = [.. Word().Matches(line).Select(word => word.Value.Trim('\''))];

        ProcessResult result = BtfTool.Ask(words);

        Assume.That(result.StandardError, Does.Not.Contain("CAP_"));
        Assert.That((result.ExitCode, result.StandardError), Is.EqualTo((0, "")));
        Assert.That(result.StandardOutput, Is.Not.Empty);
    }

    [GeneratedRegex(@"^\|[^\n]+\| `btf (?<line>[^`\n]+)` \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"'[^']*'|\S+")]
    private static partial Regex Word();
}
