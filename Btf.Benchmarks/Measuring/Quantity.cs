using System.Globalization;

namespace Btf.Benchmarks;

/// <summary>Formats times, sizes and ratios as text without spaces.</summary>
internal static class Quantity
{
    public const string None = "-";
    private const double Thousand = 1000;

    /// <summary>Formats a time in a fitting unit.</summary>
    public static string Time(double? nanoseconds) => nanoseconds is { } time ? Scaled(time, ["ns", "us", "ms", "s"]) : None;

    /// <summary>Formats a size in decimal units.</summary>
    public static string Size(double? bytes) => bytes is { } size ? Scaled(size, ["B", "kB", "MB", "GB"]) : None;

    /// <summary>Formats a ratio; small ratios have more decimal places.</summary>
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
