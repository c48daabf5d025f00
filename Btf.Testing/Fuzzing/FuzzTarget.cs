namespace Btf.Testing;

/// <summary>A surface of the library that takes hostile input.</summary>
/// <param name="Name">The name on the command line.</param>
/// <param name="Summary">What it does with the input.</param>
/// <param name="Form">What the input is to be.</param>
/// <param name="Run">Does it. Whatever it throws is a finding. The answer is whether the input was good enough to be opened.</param>
/// <param name="AllocationBound">How many bytes it may allocate on the managed heap for an input of a number of bytes.</param>
public sealed record FuzzTarget(string Name, string Summary, FuzzForm Form, Func<FuzzInput, bool> Run, Func<long, long> AllocationBound)
{
    public override string ToString() => Name;
}
