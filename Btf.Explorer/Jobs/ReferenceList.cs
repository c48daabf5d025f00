namespace Btf.Explorer.Jobs;

/// <summary>The words for the lists of those that refer to a type.</summary>
internal static class ReferenceList
{
    /// <summary>Structures, typedefs and variables.</summary>
    public const string Holders = "held";

    /// <summary>Functions that take it.</summary>
    public const string Taking = "taken";

    /// <summary>Functions that return it.</summary>
    public const string Returning = "returned";
}
