namespace Btf.Explorer.Searching;

/// <summary>The answers of a search, the best first.</summary>
/// <param name="Query">What was searched for.</param>
/// <param name="Hits">The answers.</param>
internal sealed record SearchResults(SearchQuery Query, SearchHit[] Hits);
