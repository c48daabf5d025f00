namespace Btf.Core;

/// <summary>How the search for a type's size ended.</summary>
internal enum TypeSizeStatus
{
    /// <summary>With a size.</summary>
    Done = 0,

    /// <summary>At a type of a kind that has no size.</summary>
    NoSize,

    /// <summary>At a type that refers to a type that does not exist.</summary>
    NoSuchType,

    /// <summary>After <see cref="BtfType.MaxSizeDepth"/> types.</summary>
    TooDeep,

    /// <summary>With more than 2^32 - 1 bytes.</summary>
    TooLarge,
}
