namespace Btf.Core;

/// <summary>What a C dump knows about a type so far.</summary>
[Flags]
internal enum CTypeFlags : ushort
{
    None = 0,

    /// <summary>What its definition needs is being put in order.</summary>
    Ordering = 1,

    /// <summary>It and what its definition needs are in order.</summary>
    Ordered = 2,

    /// <summary>What has to stand before its definition is being written.</summary>
    Emitting = 4,

    /// <summary>It is written.</summary>
    Emitted = 8,

    /// <summary>A forward declaration of it is written; of a typedef, the typedef itself, which serves as one.</summary>
    ForwardEmitted = 16,

    /// <summary>Its name is settled.</summary>
    Named = 32,

    /// <summary>Its name has a number at its end, because an earlier type has the name.</summary>
    Numbered = 64,

    /// <summary>Another type refers to it.</summary>
    Referenced = 128,

    /// <summary>C cannot write its name, so that another one was made.</summary>
    Renamed = 256,

    /// <summary>A number of the data that C has no word for: a typedef has to define it.</summary>
    Foreign = 512,
}
