using System.Text;
using Btf.Core.Comparison;

namespace Btf.Cli;

/// <summary>Writes changes as text.</summary>
/// <param name="output">Takes the text.</param>
/// <param name="all">Whether nothing is cut.</param>
internal sealed class DiffText(TextOutput output, bool all)
{
    private const int Width = 100;
    private const int Indent = 4;

    // Up to this number of changed types, each part gets a line of its own.
    private const int FewTypes = 100;
    private const int MostNameLines = 20;

    public void Write(DiffReport report, string old, string @new)
    {
        if (report.IsEmpty)
        {
            return;
        }

        output.WriteLine($"--- {SafeText.Of(old)}");
        output.WriteLine($"+++ {SafeText.Of(@new)}");
        foreach (string remark in report.Remarks.Concat(report.Notes))
        {
            output.WriteLine(SafeText.Of(remark));
        }

        bool isDetailed = all || report.Sections.Sum(section => section.Changed.Count) <= FewTypes;
        foreach (DiffSection section in report.Sections)
        {
            output.WriteLine("");
            output.WriteLine(section.Heading);
            Write(section, isDetailed);
        }
    }

    private void Write(DiffSection section, bool isDetailed)
    {
        int most = isDetailed ? int.MaxValue : section.MostLines;
        foreach (DiffLine line in DiffLine.Prepare([.. section.Changed.Take(most)], line => _ = isDetailed ? line.Impact.Length + line.Details.Count : line.Text.Length))
        {
            if (!isDetailed)
            {
                output.WriteLine($"  {line.Text}");
                continue;
            }

            output.WriteLine(line.Impact.Length == 0 ? $"  {line.Title}" : $"  {line.Title} [{line.Impact}]");
            foreach (string detail in line.Details)
            {
                WriteWrapped(detail);
            }
        }

        WriteCut(section.Changed.Count - most, "changed");
        WriteNames("added", section.Added);
        WriteNames("removed", section.Removed);
    }

    private void WriteNames(string what, IReadOnlyList<BtfTypeChange> types)
    {
        StringBuilder line = new($"  {what}: ");
        int start = line.Length;
        int lines = 0;
        for (int i = 0; i < types.Count; i++)
        {
            string name = DiffSection.NameOf(types[i]) + (i == types.Count - 1 ? "" : ",");
            if (line.Length > start && line.Length + name.Length > Width)
            {
                WriteEnd(line);
                if (++lines == MostNameLines && !all)
                {
                    WriteCut(types.Count - i, what);
                    return;
                }

                line.Clear().Append(' ', Indent);
                start = Indent;
            }

            line.Append(name).Append(' ');
        }

        if (types.Count != 0)
        {
            WriteEnd(line);
        }
    }

    private void WriteEnd(StringBuilder line) => output.WriteLine(line.ToString().TrimEnd());

    private void WriteCut(int rest, string what)
    {
        if (rest > 0)
        {
            output.WriteLine($"  … and {rest} more {what}; --all shows them");
        }
    }

    /// <summary>Writes text in lines that break at spaces.</summary>
    private void WriteWrapped(string text)
    {
        ReadOnlySpan<char> rest = text;
        string indent = new(' ', Indent);
        while (rest.Length > Width - Indent)
        {
            int end = rest[..(Width - Indent)].LastIndexOf(' ');
            end = end < 0 ? rest.IndexOf(' ') : end;
            if (end < 0)
            {
                break;
            }

            output.WriteLine($"{indent}{rest[..(end + 1)].TrimEnd()}");
            rest = rest[(end + 1)..].TrimStart();
        }

        output.WriteLine($"{indent}{rest}");
    }
}
