namespace Btf.Benchmarks;

/// <summary>One line of the scale, from the smallest size to the largest.</summary>
/// <param name="Task">The task.</param>
/// <param name="AtRandom">Whether it looks up random types, so that the caches matter. If not, it reads all types in order.</param>
/// <param name="Form">The implementation.</param>
/// <param name="Threads">How many threads run the whole task at once.</param>
internal sealed record ScaleLine(string Task, bool AtRandom, Form Form, int Threads);
