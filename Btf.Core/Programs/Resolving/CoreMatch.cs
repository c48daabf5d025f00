namespace Btf.Core.Programs;

/// <summary>The result of comparing a record with a candidate.</summary>
internal enum CoreMatch
{
    /// <summary>The candidate does not match.</summary>
    No,

    /// <summary>The candidate matches.</summary>
    Yes,

    /// <summary>The candidate cannot be compared: the whole relocation fails.</summary>
    Failed,
}
