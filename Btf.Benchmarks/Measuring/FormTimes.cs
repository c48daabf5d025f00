namespace Btf.Benchmarks;

/// <summary>The times of one form of a task, in ns per operation.</summary>
internal sealed class FormTimes(IReadOnlyCollection<double> samples)
{
    public double Best => samples.Min();

    public double Median => MedianOf(samples);

    public static double MedianOf(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
