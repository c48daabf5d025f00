namespace Btf.Benchmarks;

/// <summary>Bars without a peer: fixed times for a kernel of 126,610 types.</summary>
internal static class AbsoluteBar
{
    private const double Types = 126_610;
    private const double NanosecondsPerMillisecond = 1_000_000;

    /// <summary>Returns the bar for a number of types, in ns.</summary>
    public static double For(int types, double milliseconds) => milliseconds * NanosecondsPerMillisecond * types / Types;
}
