namespace Btf.Core;

/// <summary>
/// The kinds of errors in a member path. A code keeps its name and number in all later versions, and new codes go to the end; messages may change.
/// </summary>
public enum BtfPathErrorCode
{
    /// <summary>No error.</summary>
    None = 0,

    /// <summary>The path is empty, or something else is in the place of a name, a number or a bracket.</summary>
    SyntaxError = 1,

    /// <summary>An index is larger than 2^32 - 1.</summary>
    NumberOverflow = 2,

    /// <summary>No structure, union or typedef has the name that the path starts with.</summary>
    NoSuchType = 3,

    /// <summary>A member follows a type that is neither a structure nor a union.</summary>
    NotComposite = 4,

    /// <summary>The structure or union has no member with the name.</summary>
    NoSuchMember = 5,

    /// <summary>A dot follows a pointer; only <c>-&gt;</c> crosses it.</summary>
    PointerNeedsArrow = 6,

    /// <summary><c>-&gt;</c> follows a type that is not a pointer.</summary>
    NotPointer = 7,

    /// <summary>An index follows a type that is not an array. Pointers cannot be indexed.</summary>
    NotArray = 8,

    /// <summary>The array has fewer elements.</summary>
    IndexOutOfRange = 9,

    /// <summary>The structure or union is only declared: neither the object nor its bases have a definition of that name.</summary>
    IncompleteType = 10,

    /// <summary>The size of an array's elements, or of the path's target, is not known: see <see cref="BtfType.SizeInBytes"/>.</summary>
    NoSize = 11,

    /// <summary>The offset is larger than 2^62 bits, because of an index into a flexible array or hostile data.</summary>
    OffsetOverflow = 12,

    /// <summary>The data is damaged: a type id does not exist, or references form a loop.</summary>
    BadType = 13,

    /// <summary>Several types have the path's first name, and the path leads to different places. The message lists the ids.</summary>
    Ambiguous = 14,

    /// <summary>Too many or too large types have the path's first name, as only in crafted data. Not all were tried.</summary>
    TooManyTypes = 15,

    /// <summary>The path's target cannot be read as the requested type.</summary>
    WrongType = 16,
}
