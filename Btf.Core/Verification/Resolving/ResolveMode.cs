namespace Btf.Core;

/// <summary>The kinds at which resolving a type's references ends. They depend on the type from which it started.</summary>
internal enum ResolveMode : byte
{
    /// <summary>At kinds that refer to nothing.</summary>
    Undecided = 0,

    /// <summary>From a pointer: at everything but modifiers and pointers.</summary>
    Pointer,

    /// <summary>From a structure, union or array: at everything but modifiers, arrays, structures and unions.</summary>
    Composite,
}
