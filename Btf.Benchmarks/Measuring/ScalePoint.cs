namespace Btf.Benchmarks;

/// <summary>One point of the scale.</summary>
/// <param name="Task">The task.</param>
/// <param name="Size">How many times the input.</param>
/// <param name="Threads">How many threads did it at once, each all of it.</param>
/// <param name="Times">What one operation costs a thread, in ns.</param>
internal sealed record ScalePoint(string Task, int Size, int Threads, FormTimes Times);
