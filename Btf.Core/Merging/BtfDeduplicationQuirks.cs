namespace Btf.Core.Merging;

/// <summary>Habits of compilers that deduplication can see through.</summary>
[Flags]
public enum BtfDeduplicationQuirks
{
    /// <summary>None: a declaration of a structure never means an enumeration.</summary>
    None = 0,

    /// <summary>
    /// GCC up to 12 writes <c>enum x;</c> as a declaration of <c>struct x</c>. A declaration whose name only enumerations have counts as one of the enumeration.
    /// </summary>
    Gcc = 1,
}
