using System.Globalization;

namespace Btf.Benchmarks;

/// <summary>Times, sizes and ratios as text, each without a space in it.</summary>
internal static class Quantity
{
    public const string None = "-";
    private const double Thousand = 1000;

    /// <summary>A time, in the unit that fits it.</summary>
    public static string Time(double? nanoseconds) => nanoseconds is { } time ? Scaled(time, ["ns", "us", "ms", "s"]) : None;

    /// <summary>A size in decimal units.</summary>
    public static string Size(double? bytes) => bytes is { } size ? Scaled(size, ["B", "kB", "MB", "GB"]) : None;

    /// <summary>A ratio, small ones to two places that count.</summary>
    public static string Ratio(double? ratio) => ratio?.ToString(ratio < 0.01 ? "0.00####" : "0.00#", CultureInfo.InvariantCulture) ?? None;

    private static string Scaled(double value, ReadOnlySpan<string> units)
    {
        int unit = 0;
        while (Math.Abs(value) >= Thousand && unit + 1 < units.Length)
        {
            value /= Thousand;
            unit++;
        }

        string format = value == 0 ? "0" : value >= 100 ? "0.#" : value >= 10 ? "0.0#" : "0.00#";
        return value.ToString(format, CultureInfo.InvariantCulture) + units[unit];
    }
}
