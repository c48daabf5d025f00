namespace Btf.Core;

/// <summary>Which elements of a record refer to nothing, rather than to void, when all of their words are 0.</summary>
internal enum EmptyElements
{
    /// <summary>None: an id of 0 is void's.</summary>
    None,

    /// <summary>The last one: it is the <c>...</c> of a variadic function.</summary>
    Last,

    /// <summary>All: 0 stands for what is not known.</summary>
    Any,
}
