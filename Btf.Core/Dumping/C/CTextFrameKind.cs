namespace Btf.Core;

/// <summary>The part of a declaration that is still to be written.</summary>
internal enum CTextFrameKind : byte
{
    /// <summary>Members of a structure or union, and its end.</summary>
    Members,

    /// <summary>Everything around a base type that was written in place: pointers, arrays, parameters, the name.</summary>
    Declarator,

    /// <summary>An array's length.</summary>
    ArrayLength,

    /// <summary>A prototype's parameters.</summary>
    Parameters,
}
