using System.Collections.Immutable;

namespace Btf.Core.Programs;

/// <summary>The functions of a file, by section and place. Without it, each look-up would read every function.</summary>
internal sealed class FunctionTable
{
    private readonly Dictionary<string, List<BpfFunction>> _sections = [];

    /// <summary>Makes the table. Of several functions at one place, it takes the first one that has instructions.</summary>
    /// <param name="functions">The functions, ordered by section and offset.</param>
    public FunctionTable(ImmutableArray<BpfFunction> functions)
    {
        foreach (BpfFunction function in functions)
        {
            if (!_sections.TryGetValue(function.SectionName, out List<BpfFunction>? list))
            {
                _sections[function.SectionName] = list = [];
            }

            if (list.Count == 0 || list[^1].Offset != function.Offset)
            {
                list.Add(function);
            }
            else if (list[^1].Length == 0)
            {
                list[^1] = function;
            }
        }
    }

    /// <summary>Returns where each function of a section starts and ends, in bytes, ascending.</summary>
    public (int Start, int End)[] RangesOf(string section) =>
        _sections.TryGetValue(section, out List<BpfFunction>? list) ? [.. list.Select(function => (function.Offset, function.Offset + function.Length))] : [];

    /// <summary>Returns the name of the function around an instruction; empty if the file does not tell.</summary>
    public string NameAt(string section, uint offset)
    {
        if (!_sections.TryGetValue(section, out List<BpfFunction>? list))
        {
            return "";
        }

        int count = PlaceSearch.CountUpTo(list, offset, static function => (uint)function.Offset);
        return count > 0 && offset - (uint)list[count - 1].Offset < (uint)list[count - 1].Length ? list[count - 1].Name : "";
    }
}
