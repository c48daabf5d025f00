using ScottPlot;
using ScottPlot.TickGenerators;

namespace Btf.Benchmarks;

/// <summary>Draws the measurements, each picture as SVG and PNG.</summary>
internal static class Charts
{
    private const int Width = 1000;
    private const int RowHeight = 44;
    private const double BarSize = 0.36;
    private const int LeastPower = -6;
    private const int PowerCount = 15;
    private static readonly Color _ofLibbpf = Color.FromHex("#2f6db3");
    private static readonly Color _ofLimit = Color.FromHex("#e08a2e");

    /// <summary>Draws the ratio of our time to libbpf's and to the limit's, one row per task.</summary>
    public static void Ratios(IReadOnlyList<Measurement> measurements, string path)
    {
        Measurement[] rows = [.. measurements.Where(row => (row.OfLibbpf ?? row.OfLimit) is not null).Reverse()];
        using var plot = new Plot();
        for (int i = 0; i < rows.Length; i++)
        {
            AddBar(plot, i + BarSize / 2, rows[i].OfLibbpf, _ofLibbpf);
            AddBar(plot, i - BarSize / 2, rows[i].OfLimit, _ofLimit);
        }

        VerticalLine(plot, 0);
        plot.Axes.Left.TickGenerator = new NumericManual([.. Enumerable.Range(0, rows.Length).Select(i => (double)i)], [.. rows.Select(row => row.Task.Name)]);
        plot.Axes.Left.MajorTickStyle.Length = 0;
        plot.Axes.Bottom.TickGenerator = Logarithmic(value => value >= 1 ? $"{value:0}x" : $"{value:0.#####}x");
        plot.XLabel("Btf.Core's time divided by the other's (logarithmic; left of 1x, Btf.Core is faster)");
        plot.Title("Btf.Core beside libbpf and beside plain C");
        AddLegend(plot, ("of libbpf's", _ofLibbpf), ("of the limit's (plain C)", _ofLimit));
        double least = rows.SelectMany(row => new[] { row.OfLibbpf, row.OfLimit }).Min() ?? 1;
        double most = rows.SelectMany(row => new[] { row.OfLibbpf, row.OfLimit }).Max() ?? 1;
        plot.Axes.SetLimits(Math.Floor(Math.Log10(least)) - 0.35, Math.Max(0.6, Math.Log10(most) + 0.35), -0.7, rows.Length - 0.3);
        Save(plot, path, Width, 150 + rows.Length * RowHeight);
    }

    /// <summary>Draws the time of an operation in a thread at each size, one colour per task. Markers distinguish the lines, because this SVG has no dotted lines.</summary>
    public static void Scale(IEnumerable<ScalePoint> points, string operation, string title, string path)
    {
        using var plot = new Plot();
        var palette = new ScottPlot.Palettes.Category10();
        ScalePoint[] all = [.. points];
        string[] tasks = [.. all.Select(point => point.Line.Task).Distinct()];
        foreach (IGrouping<ScaleLine, ScalePoint> line in all.GroupBy(point => point.Line))
        {
            bool plain = line.Key is { Form: Form.Ours, Threads: 1 };
            double[] sizes = [.. line.Select(point => Math.Log2(point.Size))];
            double[] costs = [.. line.Select(point => Math.Log10(point.Nanoseconds))];
            var scatter = plot.Add.Scatter(sizes, costs, palette.GetColor(Array.IndexOf(tasks, line.Key.Task)));
            scatter.LineWidth = plain ? 3 : 1;
            scatter.MarkerSize = plain ? 8 : 9;
            scatter.MarkerShape = plain ? MarkerShape.FilledCircle : line.Key.Form == Form.Limit ? MarkerShape.Eks : MarkerShape.OpenCircle;
            scatter.LegendText = plain ? line.Key.Task : "";
        }

        int[] times = [.. all.Select(point => point.Size).Distinct()];
        plot.Axes.Bottom.TickGenerator = new NumericManual([.. times.Select(size => Math.Log2(size))], [.. times.Select(size => $"{size}x")]);
        plot.Axes.Left.TickGenerator = Logarithmic(value => $"{value:0.##} ns");
        plot.XLabel("Size: a multiple of the kernel's types, each copy with names of its own");
        plot.YLabel($"Cost {operation}, a thread (logarithmic)");
        plot.Title($"{title} (filled: one thread, hollow: two at once, cross: plain C)");
        plot.ShowLegend(Edge.Right);
        plot.Axes.Margins(0.06, 0.12);

        // From one power of ten to another: only these are labelled.
        plot.Axes.SetLimitsY(Math.Floor(Math.Log10(all.Min(point => point.Nanoseconds))), Math.Ceiling(Math.Log10(all.Max(point => point.Nanoseconds))));
        Save(plot, path, Width, 560);
    }

    private static void AddBar(Plot plot, double row, double? ratio, Color color)
    {
        if (ratio is not { } value)
        {
            return;
        }

        // Bars start at 1x, where both are equally fast.
        plot.Add.Bar(new Bar { Position = row, Value = Math.Log10(value), ValueBase = 0, Size = BarSize, FillColor = color, LineWidth = 0, Orientation = Orientation.Horizontal });
        var text = plot.Add.Text($"{Quantity.Ratio(value)}x", Math.Log10(value), row);
        text.LabelFontSize = 12;
        text.LabelAlignment = value < 1 ? Alignment.MiddleRight : Alignment.MiddleLeft;
        text.OffsetX = value < 1 ? -4 : 4;
    }

    private static void VerticalLine(Plot plot, double x)
    {
        var line = plot.Add.VerticalLine(x);
        line.Color = Colors.Black;
        line.LineWidth = 1;
    }

    private static void AddLegend(Plot plot, params ReadOnlySpan<(string Text, Color Color)> items)
    {
        foreach ((string text, Color color) in items)
        {
            plot.Legend.ManualItems.Add(new LegendItem { LabelText = text, FillColor = color });
        }

        plot.ShowLegend(Alignment.LowerLeft);
    }

    // ScottPlot's axes are linear, so the logarithms are plotted and the values are the labels.
    private static NumericManual Logarithmic(Func<double, string> label)
    {
        int[] powers = [.. Enumerable.Range(LeastPower, PowerCount)];
        return new NumericManual([.. powers.Select(power => (double)power)], [.. powers.Select(power => label(Math.Pow(10, power)))]);
    }

    private static void Save(Plot plot, string path, int width, int height)
    {
        plot.SaveSvg(path + ".svg", width, height);
        plot.SavePng(path + ".png", width, height);
    }
}
