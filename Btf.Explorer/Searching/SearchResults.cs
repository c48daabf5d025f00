namespace Btf.Explorer.Searching;

/// <summary>The answers of a search, the best first.</summary>
/// <param name="Query">What was searched for.</param>
/// <param name="Hits">The answers.</param>
/// <param name="IsComplete">Whether no more answers follow.</param>
/// <param name="HasNames">Whether looking up names takes little time, so that links can be by name.</param>
internal sealed record SearchResults(SearchQuery Query, SearchHit[] Hits, bool IsComplete = true, bool HasNames = true);
