namespace Btf.Core.Diagrams;

/// <summary>Divides the structures into rows, the same for each, and leaves out rows in the middle of one large member.</summary>
internal static class DiagramRows
{
    private const int MostRows = 4096;

    // A structure of a kernel has some thousand pieces. In a crafted file, each of many cells may extend over all rows.
    private const int MostPieces = 1 << 15;
    private const ulong FewestSkipped = 3;

    public static List<DiagramRow> Of(ReadOnlySpan<DiagramTree> trees, int bytesPerRow, out bool isCut)
    {
        List<DiagramRow> rows = [];
        ulong width = (ulong)bytesPerRow * 8;
        ulong end = 0;
        foreach (DiagramTree tree in trees)
        {
            end = Math.Max(end, tree.Root.End);
        }

        ulong start = 0;
        int pieces = 0;
        while (start < end && rows.Count < MostRows && pieces < MostPieces)
        {
            ulong skipped = SkippedAt(trees, start, width);
            if (skipped >= FewestSkipped)
            {
                rows.Add(new DiagramRow(start / 8, 1, skipped));
                start += skipped * width;
                continue;
            }

            int lines = 1;
            foreach (DiagramTree tree in trees)
            {
                lines = Math.Max(lines, tree.Root.LinesIn(start, start + width));
                pieces += tree.Root.PiecesIn(start, start + width);
            }

            rows.Add(new DiagramRow(start / 8, lines, 0));
            start += width;
        }

        isCut = start < end;
        return rows;
    }

    /// <summary>Returns how many rows from here on lie within a single cell of each structure.</summary>
    private static ulong SkippedAt(ReadOnlySpan<DiagramTree> trees, ulong start, ulong width)
    {
        ulong end = ulong.MaxValue;
        foreach (DiagramTree tree in trees)
        {
            if (start >= tree.Root.End)
            {
                continue;
            }

            if (tree.Root.SoleCell(start, start + width) is not { } cell)
            {
                return 0;
            }

            end = Math.Min(end, cell.End);
        }

        return end == ulong.MaxValue ? 0 : (end - 1 - start) / width;
    }
}
