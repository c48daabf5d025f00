namespace Btf.Benchmarks;

/// <summary>One point of the scale.</summary>
/// <param name="Line">The line of the point.</param>
/// <param name="Size">The size as a multiple of the input.</param>
/// <param name="Nanoseconds">The median time of one operation in a thread.</param>
internal sealed record ScalePoint(ScaleLine Line, int Size, double Nanoseconds);
