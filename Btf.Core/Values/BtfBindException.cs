namespace Btf.Core.Values;

/// <summary>Thrown when a program's structure cannot be bound to a kernel's types. The message lists every missing field.</summary>
public sealed class BtfBindException : Exception
{
    internal BtfBindException(string structure, IReadOnlyList<string> missing)
        : base($"{structure} cannot be bound to these types: {string.Join(" ", missing)}") => Missing = missing;

    /// <summary>A sentence for each field that is missing or whose type does not fit.</summary>
    public IReadOnlyList<string> Missing { get; }
}
