namespace Btf.Core;

/// <summary>How one step of resolving a type ended.</summary>
internal enum ResolveStep
{
    /// <summary>The type is resolved, or waits for a type that was put on the stack.</summary>
    Going = 0,

    /// <summary>The stack is full.</summary>
    TooDeep,

    /// <summary>The type waits for a type that waits for it.</summary>
    Loop,

    /// <summary>A rule is broken and reported.</summary>
    Broken,
}
