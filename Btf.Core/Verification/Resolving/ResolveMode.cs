namespace Btf.Core;

/// <summary>At which kinds the look through a type's references ends: it depends on where it began.</summary>
internal enum ResolveMode : byte
{
    /// <summary>At those that refer to nothing.</summary>
    Undecided = 0,

    /// <summary>From a pointer: at everything but modifiers and pointers.</summary>
    Pointer,

    /// <summary>From a structure, union or array: at everything but modifiers, arrays, structures and unions.</summary>
    Composite,
}
