namespace Btf.Cli;

/// <summary>Writes changes as text.</summary>
/// <param name="output">Where to.</param>
/// <param name="all">Whether nothing is cut.</param>
internal sealed class DiffText(TextOutput output, bool all)
{
    private const int Width = 100;

    // Up to so many changed types each part has a line of its own.
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
        foreach (DiffLine line in section.Changed.Take(most))
        {
            string impact = line.Impact.Length == 0 ? "" : $" [{line.Impact}]";
            if (!isDetailed)
            {
                output.WriteLine($"  {line.Title}: {line.Summary}{impact}");
                continue;
            }

            output.WriteLine($"  {line.Title}{impact}");
            foreach (string detail in line.Details)
            {
                WriteWrapped("    ", detail, ' ', int.MaxValue);
            }
        }

        WriteCut(section.Changed.Count - most, "changed");
        WriteNames("added", section.Added);
        WriteNames("removed", section.Removed);
    }

    private void WriteNames(string what, IReadOnlyList<string> names)
    {
        if (names.Count != 0)
        {
            int rest = WriteWrapped($"  {what}: ", string.Join(", ", names), ',', all ? int.MaxValue : MostNameLines);
            WriteCut(rest, what);
        }
    }

    private void WriteCut(int rest, string what)
    {
        if (rest > 0)
        {
            output.WriteLine($"  … and {rest} more {what}; --all shows them");
        }
    }

    /// <summary>Writes text in lines that break behind a separator.</summary>
    /// <returns>How many separated parts are left over.</returns>
    private int WriteWrapped(string indent, string text, char separator, int mostLines)
    {
        ReadOnlySpan<char> rest = text;
        string next = new(' ', 4);
        for (int line = 0; line < mostLines; line++)
        {
            int width = Math.Max(Width - indent.Length, 1);
            if (rest.Length <= width)
            {
                output.WriteLine($"{indent}{rest}");
                return 0;
            }

            int end = rest[..width].LastIndexOf(separator);
            end = end < 0 ? rest.IndexOf(separator) : end;
            if (end < 0)
            {
                output.WriteLine($"{indent}{rest}");
                return 0;
            }

            output.WriteLine($"{indent}{rest[..(end + 1)].TrimEnd()}");
            rest = rest[(end + 1)..].TrimStart();
            indent = next;
        }

        return rest.Count(separator) + 1;
    }
}
