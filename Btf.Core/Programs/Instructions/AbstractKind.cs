namespace Btf.Core.Programs;

/// <summary>The kind of a value, as far as it is known.</summary>
internal enum AbstractKind
{
    /// <summary>A number within bounds.</summary>
    Scalar,

    /// <summary>A place in the stack of a function.</summary>
    Stack,

    /// <summary>A pointer that is not null.</summary>
    NonNull,
}
