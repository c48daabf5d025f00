namespace Btf.Core.Merging;

/// <summary>Options of <see cref="BtfDeduplicator"/>.</summary>
public sealed class BtfDeduplicationOptions
{
    /// <summary>The habits of compilers to recognize; none by default, as in libbpf.</summary>
    public BtfDeduplicationQuirks Quirks { get; init; }

    /// <summary>The <c>.BTF.ext</c> section that refers to the object's types and strings; empty for none.</summary>
    public ReadOnlyMemory<byte> Extension { get; init; }
}
