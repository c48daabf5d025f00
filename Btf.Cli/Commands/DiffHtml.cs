using System.Net;
using Btf.Core.Comparison;

namespace Btf.Cli;

/// <summary>Writes changes as a page of HTML without scripts, in the light or dark colors of the reader's system.</summary>
internal sealed class DiffHtml(TextOutput output)
{
    private const string Style = """
        :root { color-scheme: light dark; font-family: system-ui, sans-serif; }
        body { max-width: 75rem; margin: 2rem auto; padding: 0 1rem; line-height: 1.4; }
        code { font-family: ui-monospace, monospace; overflow-wrap: anywhere; }
        details { margin: .2rem 0; } summary { cursor: pointer; } ul { margin: .2rem 0; }
        .impact { opacity: .7; } .names code { margin-right: 1rem; display: inline-block; }
        .added { color: light-dark(#116329, #7ee787); } .removed { color: light-dark(#a40e26, #ff9492); }
        """;

    public void Write(DiffReport report, string old, string @new)
    {
        string title = $"{Escape(SafeText.Of(old))} and {Escape(SafeText.Of(@new))}";
        output.WriteLine("<!DOCTYPE html>");
        output.WriteLine("<html lang=\"en\">");
        output.WriteLine("<meta charset=\"utf-8\">");
        output.WriteLine("<meta name=\"viewport\" content=\"width=device-width\">");
        output.WriteLine($"<title>{title}</title>");
        output.WriteLine($"<style>\n{Style}\n</style>");
        output.WriteLine($"<h1>{title}</h1>");
        foreach (string remark in report.Remarks.Concat(report.Notes))
        {
            output.WriteLine($"<p>{Escape(SafeText.Of(remark))}</p>");
        }

        if (report.Count == 0)
        {
            output.WriteLine("<p>No type differs.</p>");
        }

        foreach (DiffSection section in report.Sections)
        {
            output.WriteLine($"<h2>{Escape(section.Heading)}</h2>");
            foreach (DiffLine line in DiffLine.Prepare(section.Changed, line => _ = line.Impact.Length + line.Details.Count))
            {
                Write(line);
            }

            WriteNames("Added", "added", section.Added);
            WriteNames("Removed", "removed", section.Removed);
        }

        output.WriteLine("</html>");
    }

    private void Write(DiffLine line)
    {
        string impact = line.Impact.Length == 0 ? "" : $" <span class=\"impact\">{Escape(line.Impact)}</span>";
        output.WriteLine($"<details><summary><code>{Escape(line.Title)}</code>{impact}</summary><ul>");
        foreach (string detail in line.Details)
        {
            output.WriteLine($"<li><code>{Escape(detail)}</code></li>");
        }

        output.WriteLine("</ul></details>");
    }

    private void WriteNames(string what, string style, IReadOnlyList<BtfTypeChange> types)
    {
        if (types.Count == 0)
        {
            return;
        }

        output.WriteLine($"<details><summary class=\"{style}\">{what}: {types.Count}</summary><p class=\"names\">");
        foreach (BtfTypeChange type in types)
        {
            output.WriteLine($"<code>{Escape(DiffSection.NameOf(type))}</code>");
        }

        output.WriteLine("</p></details>");
    }

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
