using Btf.Core;
using Btf.Explorer.Addresses;
using Btf.Explorer.Sources;

namespace Btf.Explorer.Searching;

/// <summary>The search as the user sees it: what is typed, what was found, what is selected.</summary>
internal sealed class SearchState : IDisposable
{
    // Somebody who types goes on within this time.
    private static readonly TimeSpan _quiet = TimeSpan.FromMilliseconds(100);

    private readonly Workspace _workspace;
    private readonly SearchIndexes _indexes;
    private readonly TypeLinks _links;
    private CancellationTokenSource _running = new();
    private IReadOnlyList<OpenSource> _sources = [];

    public SearchState(Workspace workspace, SearchIndexes indexes, TypeLinks links)
    {
        (_workspace, _indexes, _links) = (workspace, indexes, links);
        workspace.Changed += () => _ = RunAsync();
    }

    /// <summary>Raised after the query, the answers or the selection have changed.</summary>
    public event Action? Changed;

    public SearchQuery Query { get; private set; } = SearchQuery.Everything;

    public SearchResults Results { get; private set; } = new(SearchQuery.Everything with { Text = "*" }, []);

    /// <summary>Whether any search has ended.</summary>
    public bool HasAnswers { get; private set; }

    /// <summary>Whether a search is going on.</summary>
    public bool IsRunning { get; private set; }

    /// <summary>The selected answer; -1 if none is.</summary>
    public int Selected { get; private set; } = -1;

    /// <summary>Searches for something else.</summary>
    public Task SetAsync(SearchQuery query)
    {
        if (query == Query && (IsRunning || Results.Query == query))
        {
            return Task.CompletedTask;
        }

        Query = query;
        Changed?.Invoke();
        return RunAsync();
    }

    /// <summary>Selects another answer.</summary>
    public void Select(int index)
    {
        Selected = Math.Clamp(index, Results.Hits.Length == 0 ? -1 : 0, Results.Hits.Length - 1);
        Changed?.Invoke();
    }

    /// <summary>Returns the source and the type of an answer.</summary>
    public (OpenSource Source, BtfType Type) Resolve(SearchHit hit)
    {
        OpenSource source = _sources[hit.Source];
        return (source, source.Object[hit.Id]);
    }

    /// <summary>Returns the address of an answer.</summary>
    public Address AddressOf(SearchHit hit) => _links.AddressOf(Resolve(hit).Type);

    /// <summary>Returns the target of an answer's link: its address, or one by id as long as looking up names would take long.</summary>
    public Address TargetOf(SearchHit hit) => Results.HasNames ? AddressOf(hit) : Links.ToId(hit.Id, _sources[hit.Source].Name);

    public void Dispose() => _running.Dispose();

    /// <summary>Shows answers. Further ones come after those that are shown, so what the user has selected stays selected.</summary>
    private void Show(SearchResults results, IReadOnlyList<OpenSource> sources, string mark, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        if (!results.IsComplete && results.Hits.Length == 0)
        {
            return;
        }

        // Each search has a list of sources of its own.
        bool isMore = ReferenceEquals(_sources, sources);
        int selected = isMore ? Selected : results.Query.Text.Length == 0 || results.Hits.Length == 0 ? -1 : 0;
        (_sources, Results, Selected, IsRunning, HasAnswers) = (sources, results, selected, !results.IsComplete, true);
        Changed?.Invoke();
        Browser.Page.Mark(mark);
    }

    private async Task RunAsync()
    {
        await _running.CancelAsync();
        _running.Dispose();
        CancellationTokenSource running = _running = new CancellationTokenSource();
        IReadOnlyList<OpenSource> sources = _workspace.Searched;
        IsRunning = true;
        try
        {
            IReadOnlyList<SearchIndex> indexes = await _indexes.GetAsync(sources, running.Token);
            if (sources.All(source => source.IsSmall))
            {
                PrepareNames(indexes);
            }

            bool hasNames = indexes.All(index => index.HasNames);
            SearchResults results = await new SearchRun(indexes, Query, running.Token).RunAsync(
                first => Show(first with { HasNames = hasNames }, sources, "btf-first-results", running.Token));
            Show(results with { HasNames = hasNames }, sources, "btf-all-results", running.Token);
            if (!hasNames)
            {
                // What the user does meanwhile comes first.
                await Task.Delay(_quiet, running.Token);
                PrepareNames(indexes);
                Show(results, sources, "btf-named-results", running.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // Another search has begun.
        }
    }

    private static void PrepareNames(IReadOnlyList<SearchIndex> indexes)
    {
        foreach (SearchIndex index in indexes)
        {
            index.PrepareNames();
        }
    }
}
