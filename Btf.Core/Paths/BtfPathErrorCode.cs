namespace Btf.Core;

/// <summary>What is wrong with a member path. The codes are stable; messages are not.</summary>
public enum BtfPathErrorCode
{
    /// <summary>Nothing is wrong.</summary>
    None = 0,

    /// <summary>The path is empty, or a name, a number or a bracket is missing, or something else stands where one should.</summary>
    SyntaxError,

    /// <summary>An index is larger than 2^32 - 1.</summary>
    NumberOverflow,

    /// <summary>No structure, union or typedef has the name that the path starts with.</summary>
    NoSuchType,

    /// <summary>A member is asked of a type that has none: it is neither a structure nor a union.</summary>
    NotComposite,

    /// <summary>The structure or union has no member of the name.</summary>
    NoSuchMember,

    /// <summary>A member is asked of a pointer: only <c>-&gt;</c> crosses one.</summary>
    PointerNeedsArrow,

    /// <summary>What <c>-&gt;</c> is to cross is no pointer.</summary>
    NotPointer,

    /// <summary>What is indexed is no array. Nor is a pointer.</summary>
    NotArray,

    /// <summary>The array has fewer elements.</summary>
    IndexOutOfRange,

    /// <summary>The structure or union is only declared: neither the object nor a base of it has a definition of that name.</summary>
    IncompleteType,

    /// <summary>The size of an array's elements, or of what the path leads to, cannot be told: see <see cref="BtfType.SizeInBytes"/>.</summary>
    NoSize,

    /// <summary>The offset is larger than the library reckons with (2^62 bits): an index into a flexible array, or hostile data.</summary>
    OffsetOverflow,

    /// <summary>The data is at fault: a type id does not exist, or references make a loop.</summary>
    BadType,
}
