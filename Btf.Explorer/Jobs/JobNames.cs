namespace Btf.Explorer.Jobs;

/// <summary>The names of jobs.</summary>
internal static class JobNames
{
    public const string References = "references";
    public const string Statistics = "statistics";
    public const string Verification = "verification";
    public const string Program = "program";
    public const string Comparison = "comparison";

    /// <summary>Describes changes that the last comparison has found.</summary>
    public const string Changes = "changes";
}
