namespace Btf.Benchmarks;

/// <summary>One line of the scale, from the smallest size to the largest.</summary>
/// <param name="Task">The task.</param>
/// <param name="Group">The picture that shows it.</param>
/// <param name="Form">The implementation.</param>
/// <param name="Threads">How many threads run the whole task at once.</param>
internal sealed record ScaleLine(string Task, ScaleGroup Group, Form Form, int Threads);
