namespace Btf.Benchmarks;

/// <summary>Bars without a peer: times that were set beforehand, for a kernel of 126,610 types.</summary>
internal static class AbsoluteBar
{
    private const double Types = 126_610;
    private const double NanosecondsPerMillisecond = 1_000_000;

    /// <summary>The bar for so many types, in ns.</summary>
    public static double For(int types, double milliseconds) => milliseconds * NanosecondsPerMillisecond * types / Types;
}
