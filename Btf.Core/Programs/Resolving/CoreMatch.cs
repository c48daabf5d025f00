namespace Btf.Core.Programs;

/// <summary>How a candidate answers.</summary>
internal enum CoreMatch
{
    /// <summary>It does not have what is asked for.</summary>
    No,

    /// <summary>It has.</summary>
    Yes,

    /// <summary>It cannot be compared: the whole relocation fails.</summary>
    Failed,
}
