using System.Net;

namespace Btf.Cli;

/// <summary>Writes the matrix as a page of HTML without scripts, in the light or dark colors of the reader's system.</summary>
internal sealed class MatrixHtml(TextOutput output)
{
    private const string Style = """
        :root { color-scheme: light dark; font-family: system-ui, sans-serif; }
        body { margin: 2rem; line-height: 1.4; }
        .scroll { overflow-x: auto; margin-bottom: 2rem; }
        table { border-collapse: collapse; }
        th, td { border: 1px solid light-dark(#d0d7de, #3d444d); padding: .25rem .5rem; text-align: left; vertical-align: top; }
        thead th { background: light-dark(#f6f8fa, #151b23); }
        tbody th { font-weight: normal; position: sticky; left: 0; background: light-dark(#fff, #0d1117); min-width: min(20rem, 40vw); }
        thead th { font-size: .85rem; }
        code { font-family: ui-monospace, monospace; overflow-wrap: anywhere; }
        td code, th code { font-size: .85rem; }
        .place { display: block; opacity: .7; font-size: .8rem; }
        td { font-size: .85rem; max-width: 24rem; }
        .good { background: light-dark(#dafbe1, #033a16); }
        .changed { background: light-dark(#fff8c5, #3a2d00); }
        .absent { background: light-dark(#eaeef2, #262c36); }
        .broken { background: light-dark(#ffd7d5, #5d0f12); font-weight: 600; }
        """;

    public void Write(MatrixReport report)
    {
        output.WriteLine("<!DOCTYPE html>");
        output.WriteLine("<html lang=\"en\">");
        output.WriteLine("<head>");
        output.WriteLine("<meta charset=\"utf-8\">");
        output.WriteLine("<meta name=\"viewport\" content=\"width=device-width\">");
        output.WriteLine("<title>CO-RE matrix</title>");
        output.WriteLine($"<style>\n{Style}\n</style>");
        output.WriteLine("</head>");
        output.WriteLine("<body>");
        output.WriteLine($"<h1>{report.Files.Count} objects, {report.Columns.Count} kernels</h1>");
        WriteHead("Object", report);
        for (int file = 0; file < report.Files.Count; file++)
        {
            output.Write($"<tr><th scope=\"row\"><code>{Escape(report.Files[file])}</code></th>");
            for (int column = 0; column < report.Columns.Count; column++)
            {
                output.Write(report.Loads(file, column) ? "<td class=\"good\">loads</td>" : "<td class=\"broken\">broken</td>");
            }

            output.WriteLine("</tr>");
        }

        output.WriteLine("</tbody></table></div>");
        for (int file = 0; file < report.Files.Count; file++)
        {
            MatrixRow[] rows = [.. report.Rows.Where(row => row.Subject.ProgramIndex == file)];
            output.WriteLine($"<h2><code>{Escape(report.Files[file])}</code></h2>");
            if (rows.Length == 0)
            {
                output.WriteLine("<p>The same on all kernels, and broken on none.</p>");
                continue;
            }

            WriteHead("What it depends on", report);
            foreach (MatrixRow row in rows)
            {
                Write(row);
            }

            output.WriteLine("</tbody></table></div>");
        }

        output.WriteLine("</body>");
        output.WriteLine("</html>");
    }

    private void WriteHead(string what, MatrixReport report)
    {
        output.Write($"<div class=\"scroll\"><table><thead><tr><th>{what}</th>");
        foreach (var column in report.Columns)
        {
            output.Write($"<th scope=\"col\">{Escape(column.KernelName)}</th>");
        }

        output.WriteLine("</tr></thead><tbody>");
    }

    private void Write(MatrixRow row)
    {
        output.Write($"<tr><th scope=\"row\"><code>{Escape(row.Subject.Text)}</code><span class=\"place\">{Escape(row.Place)}</span></th>");
        foreach (var cell in row.Cells)
        {
            string style = cell.IsBroken ? "broken" : MatrixRow.WordOf(cell) switch { "unchanged" => "good", "absent" => "absent", _ => "changed" };
            output.Write($"<td class=\"{style}\">{Escape(MatrixRow.TextOf(cell))}</td>");
        }

        output.WriteLine("</tr>");
    }

    private static string Escape(string text) => WebUtility.HtmlEncode(SafeText.Of(text));
}
