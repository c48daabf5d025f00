namespace Btf.Explorer.Jobs;

/// <summary>The names of jobs.</summary>
internal static class JobNames
{
    public const string References = "references";

    /// <summary>Describes some of those that refer to a type.</summary>
    public const string ReferenceRows = "referenceRows";

    public const string Statistics = "statistics";
    public const string Verification = "verification";

    /// <summary>Draws a type, or two versions of it. The answer is SVG.</summary>
    public const string Picture = "picture";
    public const string Program = "program";
    public const string Comparison = "comparison";

    /// <summary>Describes changes that the last comparison has found.</summary>
    public const string Changes = "changes";
}
