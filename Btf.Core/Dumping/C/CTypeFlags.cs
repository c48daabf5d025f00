namespace Btf.Core;

/// <summary>What a C dump knows about a type so far.</summary>
[Flags]
internal enum CTypeFlags : ushort
{
    None = 0,

    /// <summary>The types that its definition needs are being put in order.</summary>
    Ordering = 1,

    /// <summary>It and the types that its definition needs are in order.</summary>
    Ordered = 2,

    /// <summary>The text before its definition is being written.</summary>
    Emitting = 4,

    /// <summary>It is written.</summary>
    Emitted = 8,

    /// <summary>Its forward declaration is written; for a typedef, the typedef itself.</summary>
    ForwardEmitted = 16,

    /// <summary>Its name is decided.</summary>
    Named = 32,

    /// <summary>Its name has a number at its end, because an earlier type has the name.</summary>
    Numbered = 64,

    /// <summary>Another type refers to it.</summary>
    Referenced = 128,

    /// <summary>Its name is invalid in C and was replaced.</summary>
    Renamed = 256,

    /// <summary>It is a number that C does not know, so a typedef must define it.</summary>
    Foreign = 512,
}
