using System.Globalization;
using System.Text;

namespace Btf.Core.Diagrams;

/// <summary>Writes a picture as SVG: a grid of bytes for each version, with the same rows at the same height.</summary>
internal sealed class SvgPicture(DiagramTree[] trees, List<DiagramRow> rows, bool isCut, int bytesPerRow)
{
    private const int Margin = 16;
    private const int LabelWidth = 56;
    private const int LineHeight = 22;
    private const int RowGap = 4;
    private const int HeadLine = 20;
    private const double CharacterWidth = 6.1;
    private const int CacheLine = 64;
    private const int Narrow = 10;

    private static readonly (string Class, string Text)[] _legend =
    [
        ("n", "number"), ("p", "pointer"), ("a", "array"), ("e", "enumeration"), ("s", "structure, union"), ("b", "bit-field"), ("h", "hole"), ("d", "padding"),
    ];

    private static readonly (string Class, string Text)[] _changes = [("c1", "added"), ("c2", "removed"), ("c3", "moved"), ("c4", "another type or size"), ("c5", "another name or group")];

    private readonly int _gridWidth = trees.Length == 1 ? 896 : 576;

    private static ReadOnlySpan<byte> Style => """
        <style>
        svg{--bg:#fff;--fg:#1c2128;--dim:#6b7280;--line:#8b95a3;--n:#dbeafe;--p:#ede4fb;--a:#d5f0e3;--e:#fdebc8;--s:#e6ebf1;--b:#fbdbe4;--x:#c2410c;--y:#9ca3af;background:var(--bg)}
        @media(prefers-color-scheme:dark){svg{--bg:#14181f;--fg:#e6e9ee;--dim:#97a1af;--line:#59636f;--n:#1f3b63;--p:#3d2f63;--a:#1d4a38;--e:#594318;--s:#2d3540;--b:#5c2438;--x:#fb923c;--y:#6b7280}}
        text{font:10px ui-monospace,Menlo,Consolas,monospace;fill:var(--fg);pointer-events:none}
        .t{font-size:13px;font-weight:bold}.m{fill:var(--dim)}.l{text-anchor:end}
        path{stroke:var(--line);stroke-width:.6}
        .n{fill:var(--n)}.p{fill:var(--p)}.a{fill:var(--a)}.e{fill:var(--e)}.s{fill:var(--s)}.b{fill:var(--b)}.o{fill:none;stroke-width:1.2}
        .h{fill:url(#h);stroke:var(--x)}.d{fill:url(#d)}.r{fill:none;stroke-dasharray:2 2}.u{fill:none}.k{stroke:var(--fg);stroke-width:1.4;fill:none}
        .c1{stroke:#16a34a;stroke-width:2.2}.c2{stroke:#dc2626;stroke-width:2.2;stroke-dasharray:4 2}.c3{stroke:#2563eb;stroke-width:1.4}.c4{stroke:#d97706;stroke-width:2.2}.c5,.c6{stroke:#9333ea;stroke-width:1.8;stroke-dasharray:6 2}.q{stroke-width:.9;stroke-dasharray:none}
        g:hover>path{stroke:var(--fg);stroke-width:2}
        </style>
        <defs><pattern id="h" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0V6" style="stroke:var(--x);stroke-width:3"/></pattern><pattern id="d" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)"><path d="M0 0V6" style="stroke:var(--y);stroke-width:2"/></pattern></defs>

        """u8;

    public void Write(ref Utf8Writer output)
    {
        List<string> notes = DiagramText.Notes(trees, isCut);

        // Two headings have half of the width each, so the holes get a line of their own.
        int headings = trees.Length;
        int top = Margin + ((notes.Count + headings + 1) * HeadLine);
        int height = top + rows.Sum(HeightOf) + (2 * HeadLine) + Margin;
        int width = Margin + (trees.Length * (LabelWidth + _gridWidth + Margin));
        output.Write(Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\">\n")));
        output.Write("<title>"u8);
        Text(string.Join(" | ", DiagramText.Headings(trees).Select(heading => DiagramText.Fit(heading, 200))), ref output);
        output.Write("</title>\n"u8);
        output.Write(Style);
        for (int i = 0; i < notes.Count; i++)
        {
            Label(notes[i], Margin, Margin + ((i + headings + 1) * HeadLine), "m", ref output);
        }

        string[] titles = trees.Length == 1 ? DiagramText.Headings(trees) : DiagramText.SizeHeadings(trees);

        for (int i = 0; i < trees.Length; i++)
        {
            int left = Margin + (i * (LabelWidth + _gridWidth + Margin));
            int room = trees.Length == 1 ? 140 : 76;
            Label(DiagramText.Fit(titles[i], room), left, Margin + HeadLine - 6, "t", ref output);
            if (trees.Length > 1)
            {
                Label(DiagramText.Fit(DiagramText.Gaps(trees[i]), room), left, Margin + (2 * HeadLine) - 6, "m", ref output);
            }

            Cells(trees[i], left + LabelWidth, top, ref output);
            RowLabels(trees[i], left, top, ref output);
        }

        Legend(height - Margin, ref output);
        output.Write("</svg>\n"u8);
    }

    private static int HeightOf(DiagramRow row) => (row.Lines * LineHeight) + RowGap;

    /// <summary>Writes the offsets at the left, and a line above each cache line.</summary>
    private void RowLabels(DiagramTree tree, int left, int top, ref Utf8Writer output)
    {
        int y = top;
        foreach (DiagramRow row in rows)
        {
            if (row.Start * 8 >= tree.Root.End)
            {
                break;
            }

            if (row.Skipped > 0)
            {
                string text = string.Create(CultureInfo.InvariantCulture, $"⋮ {row.Skipped} rows of the same member");
                Label(text, left + LabelWidth + 6, y + 15, "m", ref output);
            }

            Label(row.Start.ToString(CultureInfo.InvariantCulture), left + LabelWidth - 8, y + 15, row.Start % CacheLine == 0 ? "l" : "l m", ref output);
            if (row.Start % CacheLine == 0 && bytesPerRow < CacheLine)
            {
                Path("k", $"M{left + 8} {y - 2}H{left + LabelWidth + _gridWidth}", ref output);
            }

            y += HeightOf(row);
        }
    }

    /// <summary>Writes all cells. The pieces of a cell in several rows are one element, so that the pointer finds them as one.</summary>
    private void Cells(DiagramTree tree, int left, int top, ref Utf8Writer output)
    {
        Dictionary<DiagramNode, List<SvgPiece>> pieces = [];
        List<DiagramNode> order = [];
        int y = top;
        foreach (DiagramRow row in rows)
        {
            if (row.Skipped == 0)
            {
                ulong start = row.Start * 8;
                Place(tree.Root, start, y, row.Lines * LineHeight, left, pieces, order);
            }

            y += HeightOf(row);
        }

        foreach (DiagramNode node in order)
        {
            Cell(node, pieces[node], ref output);
        }
    }

    private void Place(DiagramNode node, ulong rowStart, int y, int height, int left, Dictionary<DiagramNode, List<SvgPiece>> pieces, List<DiagramNode> order)
    {
        ulong rowBits = (ulong)bytesPerRow * 8;
        if (node.Name.Length != 0 || node.Path.Length != 0 || !node.IsOpen)
        {
            ulong from = Math.Max(node.Start, rowStart) - rowStart;
            ulong to = Math.Min(node.End, rowStart + rowBits) - rowStart;
            double scale = (double)_gridWidth / rowBits;
            if (!pieces.TryGetValue(node, out List<SvgPiece>? list))
            {
                pieces.Add(node, list = []);
                order.Add(node);
            }

            list.Add(new SvgPiece(left + (from * scale), y, Math.Max(1, (to - from) * scale), height));
        }

        if (!node.IsOpen)
        {
            return;
        }

        int used = node.HasCaption ? LineHeight : 0;
        for (int i = 0; i < node.Groups.Count; i++)
        {
            ReadOnlySpan<DiagramNode> inRow = DiagramNode.At(node.Groups[i], rowStart, rowStart + rowBits);
            if (inRow.IsEmpty)
            {
                continue;
            }

            int lines = 1;
            foreach (DiagramNode child in inRow)
            {
                lines = Math.Max(lines, child.LinesIn(rowStart, rowStart + rowBits));
            }

            // A single list takes the whole height.
            int own = node.Groups.Count == 1 ? height - used : lines * LineHeight;
            foreach (DiagramNode child in inRow)
            {
                Place(child, rowStart, y + used, own, left, pieces, order);
            }

            used += own;
        }
    }

    private static void Cell(DiagramNode node, List<SvgPiece> pieces, ref Utf8Writer output)
    {
        output.Write("<g><title>"u8);
        if (node.IsMember)
        {
            Text(node.Path.Length == 0 ? "(nameless)" : node.Path, ref output);
            output.Write(": "u8);
        }

        Text(node.Type, ref output);
        output.Write(", "u8);
        Text(DiagramText.Place(node), ref output);
        if (node.Change != DiagramChange.None)
        {
            Text($" ({DiagramChanges.Word(node.Change)}{(node.Before.Length == 0 ? "" : ", " + node.Before)})", ref output);
        }

        output.Write("</title><path class=\""u8);
        SvgPiece widest = pieces[0];
        foreach (SvgPiece piece in pieces)
        {
            widest = piece.Width > widest.Width + 0.5 ? piece : widest;
        }

        output.Write(Encoding.ASCII.GetBytes(ClassOf(node)));
        output.Write(node.Change != DiagramChange.None && widest.Width < Narrow ? " q\" d=\""u8 : "\" d=\""u8);
        foreach (SvgPiece piece in pieces)
        {
            Outline(piece, ref output);
        }

        output.Write("\"/>"u8);
        int room = (int)((widest.Width - 6) / CharacterWidth);
        string text = node.Part is DiagramPart.Hole or DiagramPart.Padding or DiagramPart.Rest ? "" : node.Name;
        text = DiagramText.Fit(DiagramText.Safe(text), Math.Max(0, room));
        if (text.Length != 0)
        {
            double y = node.IsOpen ? widest.Y + 15 : widest.Y + (widest.Height / 2.0) + 4;
            Label(text, widest.X + 3, y, "", ref output);
        }

        output.Write("</g>\n"u8);
    }

    private static void Outline(SvgPiece piece, ref Utf8Writer output)
    {
        output.Write('M');
        Tenths(piece.X, ref output);
        output.Write(' ');
        output.Write(piece.Y);
        output.Write('h');
        Tenths(piece.Width, ref output);
        output.Write('v');
        output.Write(piece.Height);
        output.Write("h-"u8);
        Tenths(piece.Width, ref output);
        output.Write('z');
    }

    /// <summary>Writes a number with at most one digit after the point. To format it as a fraction takes most of a picture's time.</summary>
    private static void Tenths(double number, ref Utf8Writer output)
    {
        long tenths = (long)Math.Round(number * 10, MidpointRounding.AwayFromZero);
        output.Write(tenths / 10);
        if (tenths % 10 != 0)
        {
            output.Write('.');
            output.Write(tenths % 10);
        }
    }

    private static string ClassOf(DiagramNode node)
    {
        string name = node.Part switch
        {
            DiagramPart.Pointer => "p",
            DiagramPart.Array => "a",
            DiagramPart.Enum => "e",
            DiagramPart.Composite or DiagramPart.More => "s",
            DiagramPart.Bitfield => "b",
            DiagramPart.Hole => "h",
            DiagramPart.Padding => "d",
            DiagramPart.Rest => "r",
            DiagramPart.Open => "o",
            _ => "n",
        };
        return node.Change == DiagramChange.None ? name : string.Create(CultureInfo.InvariantCulture, $"{name} c{(int)node.Change}");
    }

    private void Legend(int y, ref Utf8Writer output)
    {
        int x = Margin;
        foreach ((string name, string text) in trees.Length == 1 ? _legend : [.. _legend, .. _changes])
        {
            string kind = name[0] == 'c' ? "u " + name : name;
            Path(kind, string.Create(CultureInfo.InvariantCulture, $"M{x} {y - 10}h14v12h-14z"), ref output);
            Label(text, x + 19, y, "m", ref output);
            x += 32 + (int)(text.Length * CharacterWidth);
        }
    }

    private static void Path(string name, string outline, ref Utf8Writer output)
    {
        output.Write("<path class=\""u8);
        output.Write(Encoding.ASCII.GetBytes(name));
        output.Write("\" d=\""u8);
        output.Write(Encoding.ASCII.GetBytes(outline));
        output.Write("\"/>"u8);
    }

    private static void Label(string text, double x, double y, string name, ref Utf8Writer output)
    {
        output.Write("<text"u8);
        if (name.Length != 0)
        {
            output.Write(" class=\""u8);
            output.Write(Encoding.ASCII.GetBytes(name));
            output.Write('"');
        }

        output.Write(" x=\""u8);
        Tenths(x, ref output);
        output.Write("\" y=\""u8);
        Tenths(y, ref output);
        output.Write("\">"u8);
        Text(text, ref output);
        output.Write("</text>"u8);
    }

    private static void Text(string text, ref Utf8Writer output)
    {
        text = DiagramText.Safe(text);
        if (text.AsSpan().ContainsAny("<>&\""))
        {
            text = text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
                .Replace(">", "&gt;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal);
        }

        output.Write(Encoding.UTF8.GetBytes(text));
    }
}
