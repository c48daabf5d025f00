namespace Btf.Core;

/// <summary>What of a declaration is still to be written.</summary>
internal enum CTextFrameKind : byte
{
    /// <summary>Members of a structure or union, and its end.</summary>
    Members,

    /// <summary>What surrounds a base type that was written in place: pointers, arrays, parameters, the name.</summary>
    Declarator,

    /// <summary>An array's length.</summary>
    ArrayLength,

    /// <summary>A prototype's parameters.</summary>
    Parameters,
}
