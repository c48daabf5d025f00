namespace Btf.Core.Comparison;

/// <summary>The part of a type that an element of <see cref="BtfTypeChange.Parts"/> is about.</summary>
public enum BtfChangedPart
{
    /// <summary>The type itself: its size, its encoding, its linkage, or the target of a typedef.</summary>
    Type,

    /// <summary>A member of a structure or union.</summary>
    Member,

    /// <summary>A value of an enumeration.</summary>
    Value,

    /// <summary>A function's parameter.</summary>
    Parameter,

    /// <summary>The type that a function returns.</summary>
    Result,

    /// <summary>A variable of a data section.</summary>
    Variable,

    /// <summary>A declaration tag of the type, a member or a parameter.</summary>
    Tag,
}
