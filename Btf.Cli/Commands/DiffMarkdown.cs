using Btf.Core.Comparison;

namespace Btf.Cli;

/// <summary>Writes changes as Markdown. Names stand in code spans, which take no markup.</summary>
internal sealed class DiffMarkdown(TextOutput output)
{
    public void Write(DiffReport report, string old, string @new)
    {
        output.WriteLine($"# {Code(SafeText.Of(old))} and {Code(SafeText.Of(@new))}");
        foreach (string remark in report.Remarks.Concat(report.Notes))
        {
            output.WriteLine($"\n> {Code(SafeText.Of(remark))}");
        }

        if (report.Count == 0)
        {
            output.WriteLine("\nNo type differs.");
        }

        foreach (DiffSection section in report.Sections)
        {
            output.WriteLine($"\n## {section.Heading}\n");
            foreach (DiffLine line in DiffLine.Prepare(section.Changed, line => _ = line.Impact.Length + line.Details.Count))
            {
                output.WriteLine($"- {Code(line.Title)}{(line.Impact.Length == 0 ? "" : $" ({line.Impact})")}");
                foreach (string detail in line.Details)
                {
                    output.WriteLine($"  - {Code(detail)}");
                }
            }

            WriteNames("Added", section.Added);
            WriteNames("Removed", section.Removed);
        }
    }

    private void WriteNames(string what, IReadOnlyList<BtfTypeChange> types)
    {
        if (types.Count != 0)
        {
            output.WriteLine($"\n{what}: {string.Join(", ", types.Select(type => Code(DiffSection.NameOf(type))))}");
        }
    }

    /// <summary>Returns a code span, with a fence that is longer than any run of backticks inside.</summary>
    public static string Code(string text)
    {
        int longest = 0;
        int run = 0;
        foreach (char c in text)
        {
            run = c == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        string fence = new('`', longest + 1);
        string space = longest > 0 ? " " : "";
        return $"{fence}{space}{text}{space}{fence}";
    }
}
