namespace Btf.Core;

/// <summary>What is known of a type so far.</summary>
internal enum ResolveState : byte
{
    Unvisited = 0,

    /// <summary>It waits for a type that it refers to.</summary>
    Waiting,

    /// <summary>It holds, and what it stands for is known.</summary>
    Done,

    /// <summary>It breaks a rule, or waits for one that does: where all findings are asked for, nothing more is said of it.</summary>
    Broken,
}
