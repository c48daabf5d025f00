namespace Btf.Core;

/// <summary>What is wrong with a member path. A code keeps its name and number from version to version, and new ones go to the end; messages may change.</summary>
public enum BtfPathErrorCode
{
    /// <summary>Nothing is wrong.</summary>
    None = 0,

    /// <summary>The path is empty, or a name, a number or a bracket is missing, or something else stands where one should.</summary>
    SyntaxError = 1,

    /// <summary>An index is larger than 2^32 - 1.</summary>
    NumberOverflow = 2,

    /// <summary>No structure, union or typedef has the name that the path starts with.</summary>
    NoSuchType = 3,

    /// <summary>A member is asked of a type that has none: it is neither a structure nor a union.</summary>
    NotComposite = 4,

    /// <summary>The structure or union has no member of the name.</summary>
    NoSuchMember = 5,

    /// <summary>A member is asked of a pointer: only <c>-&gt;</c> crosses one.</summary>
    PointerNeedsArrow = 6,

    /// <summary>What <c>-&gt;</c> is to cross is no pointer.</summary>
    NotPointer = 7,

    /// <summary>What is indexed is no array. Nor is a pointer.</summary>
    NotArray = 8,

    /// <summary>The array has fewer elements.</summary>
    IndexOutOfRange = 9,

    /// <summary>The structure or union is only declared: neither the object nor a base of it has a definition of that name.</summary>
    IncompleteType = 10,

    /// <summary>The size of an array's elements, or of what the path leads to, cannot be told: see <see cref="BtfType.SizeInBytes"/>.</summary>
    NoSize = 11,

    /// <summary>The offset is larger than the library reckons with (2^62 bits): an index into a flexible array, or hostile data.</summary>
    OffsetOverflow = 12,

    /// <summary>The data is at fault: a type id does not exist, or references make a loop.</summary>
    BadType = 13,

    /// <summary>Several types have the path's first name, and the path leads to different places. The message lists the ids.</summary>
    Ambiguous = 14,

    /// <summary>The types of the path's first name are so many and so large that only crafted data has them. Not all were tried.</summary>
    TooManyTypes = 15,

    /// <summary>What the path leads to cannot be read as the type that was asked for.</summary>
    WrongType = 16,
}
