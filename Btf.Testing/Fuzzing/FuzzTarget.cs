namespace Btf.Testing;

/// <summary>A part of the library that accepts hostile input.</summary>
/// <param name="Name">The name on the command line.</param>
/// <param name="Summary">What it does with the input.</param>
/// <param name="Form">The form of the input.</param>
/// <param name="Run">Runs it, and returns whether the input could be opened. Any exception is a finding.</param>
/// <param name="AllocationBound">Returns the number of bytes that it may allocate on the managed heap for an input of a length.</param>
public sealed record FuzzTarget(string Name, string Summary, FuzzForm Form, Func<FuzzInput, bool> Run, Func<long, long> AllocationBound)
{
    public override string ToString() => Name;
}
