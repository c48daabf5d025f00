namespace Btf.Core.Comparison;

/// <summary>What happened to a type or to a part of it.</summary>
public enum BtfChangeKind
{
    /// <summary>Only the new object has it.</summary>
    Added,

    /// <summary>Only the old object has it.</summary>
    Removed,

    /// <summary>Both have it, and its declaration differs. For a part: the nesting or the order differs, for which there is no other value.</summary>
    Changed,

    /// <summary>
    /// It has another name in the same place. Or a member with the same name and type moved to another anonymous structure, so that its path differs.
    /// </summary>
    Renamed,

    /// <summary>It is in another place: a member at another bit offset, a variable at another offset, a parameter at another index.</summary>
    Moved,

    /// <summary>It has another type. An array with another number of elements is another type.</summary>
    Retyped,

    /// <summary>It has another size: for a type or variable in bytes, for a bit-field in bits.</summary>
    Resized,

    /// <summary>An enumerator has another value.</summary>
    Renumbered,

    /// <summary>A function or variable has another linkage.</summary>
    Relinked,

    /// <summary>An integer's encoding or an enumeration's sign differs, or the kind itself: a declaration became a definition.</summary>
    Recoded,
}
