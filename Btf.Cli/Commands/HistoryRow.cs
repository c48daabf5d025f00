namespace Btf.Cli;

/// <summary>A member or enumerator in all files.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Cells">By file; null where the file's type has no such member.</param>
internal sealed record HistoryRow(string Name, HistoryCell?[] Cells)
{
    /// <summary>Puts the members of several versions into one order: each after the member that precedes it in the first version that has it.</summary>
    public static IReadOnlyList<HistoryRow> Align(IReadOnlyList<HistoryColumn> columns)
    {
        LinkedList<HistoryRow> rows = [];
        Dictionary<(string Name, int Occurrence), LinkedListNode<HistoryRow>> known = [];
        for (int i = 0; i < columns.Count; i++)
        {
            Dictionary<string, int> occurrences = [];
            LinkedListNode<HistoryRow>? before = null;
            foreach ((string name, HistoryCell cell) in columns[i].Cells)
            {
                int occurrence = occurrences[name] = occurrences.GetValueOrDefault(name) + 1;
                if (!known.TryGetValue((name, occurrence), out LinkedListNode<HistoryRow>? row))
                {
                    var added = new HistoryRow(name, new HistoryCell?[columns.Count]);
                    row = before is null ? rows.AddFirst(added) : rows.AddAfter(before, added);
                    known.Add((name, occurrence), row);
                }

                row.Value.Cells[i] = cell;
                before = row;
            }
        }

        return [.. rows];
    }

    /// <summary>Whether a member's type in a file differs from its type in the last file before that has the member.</summary>
    public bool IsRetyped(int index)
    {
        int before = index - 1;
        while (before >= 0 && Cells[before] is null)
        {
            before--;
        }

        return before >= 0 && Cells[index] is { } cell && cell.Type != Cells[before]!.Type;
    }
}
