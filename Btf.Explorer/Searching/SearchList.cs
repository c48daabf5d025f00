namespace Btf.Explorer.Searching;

/// <summary>The list of answers in the page.</summary>
internal static class SearchList
{
    /// <summary>The id of the element that scrolls.</summary>
    public const string Id = "results";

    /// <summary>The height of a row in CSS pixels, which the style sheet sets too.</summary>
    public const int RowHeight = 40;
}
