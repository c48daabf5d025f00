namespace Btf.Benchmarks;

/// <summary>One point of the scale.</summary>
/// <param name="Line">What is the same at every size.</param>
/// <param name="Size">How many times the input.</param>
/// <param name="Nanoseconds">What one operation costs a thread: the median.</param>
internal sealed record ScalePoint(ScaleLine Line, int Size, double Nanoseconds);
