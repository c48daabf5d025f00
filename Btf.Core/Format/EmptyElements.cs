namespace Btf.Core;

/// <summary>The elements of a record that refer to nothing, instead of void, if all their words are 0.</summary>
internal enum EmptyElements
{
    /// <summary>None: id 0 means void.</summary>
    None,

    /// <summary>The last element: it is the <c>...</c> of a variadic function.</summary>
    Last,

    /// <summary>All elements: 0 means unknown.</summary>
    Any,
}
