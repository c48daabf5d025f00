namespace Btf.Core;

/// <summary>The functions to search for.</summary>
internal enum FunctionQuestion
{
    /// <summary>No function, for a default value.</summary>
    None = 0,

    /// <summary>Functions that take a type.</summary>
    Taking,

    /// <summary>Functions that return a type.</summary>
    Returning,

    /// <summary>Kfuncs.</summary>
    Kfuncs,
}
