namespace Btf.Core.Programs;

/// <summary>What is known of a value at all.</summary>
internal enum AbstractKind
{
    /// <summary>A number within bounds.</summary>
    Scalar,

    /// <summary>A place in the stack of a function.</summary>
    Stack,

    /// <summary>A pointer that is not null.</summary>
    NonNull,
}
