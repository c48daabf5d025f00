namespace Btf.Core;

/// <summary>Which functions are asked for.</summary>
internal enum FunctionQuestion
{
    /// <summary>None: the answer of a default value.</summary>
    None = 0,

    /// <summary>Those that take a type.</summary>
    Taking,

    /// <summary>Those that return a type.</summary>
    Returning,

    /// <summary>Those that are kfuncs.</summary>
    Kfuncs,
}
