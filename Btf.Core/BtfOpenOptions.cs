namespace Btf.Core;

/// <summary>How to open a BTF object. Immutable; one instance can serve any number of calls.</summary>
public sealed class BtfOpenOptions
{
    /// <summary>Whether a file is mapped (the default) or copied. See <see cref="BtfMemoryMode"/> for what that means.</summary>
    public BtfMemoryMode MemoryMode { get; init; } = BtfMemoryMode.Map;

    internal static BtfOpenOptions Default { get; } = new();
}
