namespace Btf.Core.Values;

/// <summary>A structure of a program cannot be bound to a kernel's types. The message lists every field that is missing.</summary>
public sealed class BtfBindException : Exception
{
    internal BtfBindException(string structure, IReadOnlyList<string> missing)
        : base($"{structure} cannot be bound to these types: {string.Join(" ", missing)}") => Missing = missing;

    /// <summary>A sentence for each field that is missing or has a type that does not fit.</summary>
    public IReadOnlyList<string> Missing { get; }
}
