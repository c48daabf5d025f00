namespace Btf.Core.Merging;

/// <summary>Habits of compilers that deduplication can recognize.</summary>
[Flags]
public enum BtfDeduplicationQuirks
{
    /// <summary>None: a declaration of a structure never means an enumeration.</summary>
    None = 0,

    /// <summary>
    /// GCC up to 12 writes <c>enum x;</c> as a declaration of <c>struct x</c>. If only enumerations have the name of a declaration, it counts as a declaration
    /// of the enumeration.
    /// </summary>
    Gcc = 1,
}
