namespace Btf.Core.Merging;

/// <summary>How <see cref="BtfDeduplicator"/> works.</summary>
public sealed class BtfDeduplicationOptions
{
    /// <summary>Habits of compilers to see through; none by default, as in libbpf.</summary>
    public BtfDeduplicationQuirks Quirks { get; init; }

    /// <summary>The <c>.BTF.ext</c> section that refers to the object's types and strings; empty where there is none.</summary>
    public ReadOnlyMemory<byte> Extension { get; init; }
}
