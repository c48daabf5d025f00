using System.Globalization;
using Btf.Core.Extensions;

namespace Btf.Core.Programs;

/// <summary>The source lines of a program, sorted once by section and instruction. Without it, each look-up would read every record.</summary>
internal sealed class LineTable
{
    private readonly ProgramTexts _texts;
    private readonly Dictionary<string, List<(uint Offset, BtfLineInfo Line)>> _sections = [];

    public LineTable(BtfExtension program, ProgramTexts texts)
    {
        _texts = texts;
        foreach (BtfLineInfo line in program.Lines)
        {
            string section = texts.NameOf(line.SectionName);
            if (!_sections.TryGetValue(section, out List<(uint, BtfLineInfo)>? list))
            {
                _sections[section] = list = [];
            }

            list.Add((line.InstructionOffset, line));
        }

        foreach (List<(uint Offset, BtfLineInfo Line)> list in _sections.Values)
        {
            // The sort is stable: if one instruction has several records, the last one wins.
            List<(uint Offset, BtfLineInfo Line)> sorted = [.. list.OrderBy(entry => entry.Offset)];
            list.Clear();
            list.AddRange(sorted);
        }
    }

    /// <summary>Finds the line at or before an instruction: its place, as <c>file:line:column</c>, and its text.</summary>
    public (string Place, string Source) Find(string section, uint offset)
    {
        if (!TryFind(section, offset, out BtfLineInfo line))
        {
            return ("", "");
        }

        string file = _texts.Of(line.FileName);
        ReadOnlySpan<char> name = file.Length == 0 ? "?" : Path.GetFileName(file.AsSpan());
        return (string.Create(CultureInfo.InvariantCulture, $"{name}:{line.Line}:{line.Column}"), _texts.Of(line.Text).Trim());
    }

    /// <summary>Finds the line at or before an instruction; false if the file does not tell.</summary>
    public bool TryFind(string section, uint offset, out BtfLineInfo line)
    {
        line = default;
        if (!_sections.TryGetValue(section, out List<(uint Offset, BtfLineInfo Line)>? list))
        {
            return false;
        }

        int count = PlaceSearch.CountUpTo(list, offset, static entry => entry.Offset);
        line = count == 0 ? default : list[count - 1].Line;
        return count != 0 && line.Line != 0;
    }
}
