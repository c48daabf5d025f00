namespace Btf.Core;

/// <summary>The state of a type in the checks.</summary>
internal enum ResolveState : byte
{
    Unvisited = 0,

    /// <summary>It waits for a type that it refers to.</summary>
    Waiting,

    /// <summary>It is correct, and the type that it stands for is known.</summary>
    Done,

    /// <summary>It breaks a rule, or waits for a type that does. No further findings about it are reported.</summary>
    Broken,
}
