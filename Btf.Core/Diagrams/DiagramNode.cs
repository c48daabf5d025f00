namespace Btf.Core.Diagrams;

/// <summary>A part of a picture: a cell, or an open structure or union with its contents.</summary>
internal sealed class DiagramNode
{
    public required DiagramPart Part { get; init; }

    /// <summary>The first bit, from the start of the outermost structure.</summary>
    public required ulong Start { get; init; }

    /// <summary>The first bit after it.</summary>
    public required ulong End { get; init; }

    /// <summary>The name alone, without the path; empty for none.</summary>
    public string Name { get; init; } = "";

    /// <summary>The names of the members that contain it and its own name, with dots between them.</summary>
    public string Path { get; init; } = "";

    /// <summary>The type; for a part that is not a member, a word for it.</summary>
    public string Type { get; init; } = "";

    /// <summary>The anonymous structure or union that it shows, if that is not opened.</summary>
    public BtfType? Anonymous { get; init; }

    /// <summary>The parts in it, in lists of parts that do not overlap; each member of a union has a list of its own.</summary>
    public List<List<DiagramNode>> Groups { get; } = [];

    public DiagramChange Change { get; set; }

    /// <summary>The old name, type or place of a part that changed, and the changes of members in it that are not drawn.</summary>
    public string Before { get; set; } = "";

    public bool IsOpen => Part == DiagramPart.Open;

    public bool IsMember => Part is not (DiagramPart.Hole or DiagramPart.Padding or DiagramPart.Rest or DiagramPart.More);

    /// <summary>Whether a line above its parts names it.</summary>
    public bool HasCaption => IsOpen && Name.Length != 0;

    /// <summary>Returns how many lines it takes in a row.</summary>
    public int LinesIn(ulong start, ulong end)
    {
        if (!IsOpen)
        {
            return 1;
        }

        int lines = HasCaption ? 1 : 0;
        foreach (List<DiagramNode> group in Groups)
        {
            int most = 0;
            foreach (DiagramNode node in At(group, start, end))
            {
                most = Math.Max(most, node.LinesIn(start, end));
            }

            lines += most;
        }

        return Math.Max(1, lines);
    }

    /// <summary>Returns how many parts have a piece in a row, with this one.</summary>
    public int PiecesIn(ulong start, ulong end)
    {
        int pieces = 1;
        foreach (List<DiagramNode> group in Groups)
        {
            foreach (DiagramNode node in At(group, start, end))
            {
                pieces += node.PiecesIn(start, end);
            }
        }

        return pieces;
    }

    /// <summary>Returns the cell that fills a row alone; null if there is none.</summary>
    public DiagramNode? SoleCell(ulong start, ulong end)
    {
        DiagramNode node = this;
        while (node.IsOpen)
        {
            if (node.Groups.Count != 1 || At(node.Groups[0], start, end) is not [DiagramNode only])
            {
                return null;
            }

            node = only;
        }

        return node.Start < start && node.End > end ? node : null;
    }

    /// <summary>Returns the parts of a list that lie in a row. The list is sorted by place, and its parts do not overlap.</summary>
    public static ReadOnlySpan<DiagramNode> At(List<DiagramNode> group, ulong start, ulong end)
    {
        ReadOnlySpan<DiagramNode> nodes = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(group);
        int low = 0;
        int high = nodes.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (nodes[middle].End <= start && !(nodes[middle].Start == start && nodes[middle].End == start))
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        int last = low;
        while (last < nodes.Length && nodes[last].Start < end)
        {
            last++;
        }

        return nodes[low..last];
    }
}
