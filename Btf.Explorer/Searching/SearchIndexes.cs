using System.Runtime.CompilerServices;
using Btf.Core;
using Btf.Explorer.Browser;
using Btf.Explorer.Sources;

namespace Btf.Explorer.Searching;

/// <summary>The indexes of the open sources. Each is built when it is first needed.</summary>
internal sealed class SearchIndexes
{
    // An index lives as long as its object.
    private readonly ConditionalWeakTable<BtfObject, SearchIndex> _indexes = [];

    /// <summary>Returns how many types of each kind an object has; null if they are not counted yet.</summary>
    public int[]? CountsOf(BtfObject btf) => _indexes.TryGetValue(btf, out SearchIndex? index) ? index.Counts : null;

    /// <summary>Returns whether looking up a name in an object takes little time.</summary>
    public bool HasNames(BtfObject btf) => _indexes.TryGetValue(btf, out SearchIndex? index) && index.HasNames;

    /// <summary>Returns the index of an object.</summary>
    public Task<SearchIndex> GetAsync(BtfObject btf) => GetAsync(btf, new Slices(CancellationToken.None));

    /// <summary>Returns the indexes of some sources, in their order.</summary>
    public async Task<IReadOnlyList<SearchIndex>> GetAsync(IReadOnlyList<OpenSource> sources, CancellationToken token)
    {
        List<SearchIndex> indexes = [];
        foreach (OpenSource source in sources)
        {
            indexes.Add(await GetAsync(source.Object, new Slices(token)));
        }

        return indexes;
    }

    private async Task<SearchIndex> GetAsync(BtfObject btf, Slices slices)
    {
        if (_indexes.TryGetValue(btf, out SearchIndex? index))
        {
            return index;
        }

        SearchIndex? below = btf.Base is null ? null : await GetAsync(btf.Base, slices);
        SearchIndex built = await SearchIndex.BuildAsync(btf, below, slices);
        _indexes.AddOrUpdate(btf, built);
        return built;
    }
}
