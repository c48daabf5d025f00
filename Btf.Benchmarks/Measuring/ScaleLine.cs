namespace Btf.Benchmarks;

/// <summary>One line of the scale, from the smallest size to the largest.</summary>
/// <param name="Task">The task.</param>
/// <param name="AtRandom">Whether it asks at random, so that the caches decide; else it reads all types in order.</param>
/// <param name="Form">Who does it.</param>
/// <param name="Threads">How many threads do it at once, each all of it.</param>
internal sealed record ScaleLine(string Task, bool AtRandom, Form Form, int Threads);
