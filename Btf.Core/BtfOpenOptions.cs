namespace Btf.Core;

/// <summary>How to open a BTF object. Immutable; one instance can serve any number of calls.</summary>
public sealed class BtfOpenOptions
{
    /// <summary>Whether a file is mapped (the default) or copied. See <see cref="BtfMemoryMode"/> for what that means.</summary>
    public BtfMemoryMode MemoryMode { get; init; } = BtfMemoryMode.Map;

    /// <summary>How types are found by name: by an index (the default) or without one.</summary>
    public NameLookup NameLookup { get; init; } = NameLookup.Index;

    internal static BtfOpenOptions Default { get; } = new();
}
