using Btf.Core;
using Btf.Explorer.Browser;

namespace Btf.Explorer.Searching;

/// <summary>Searches some objects, in slices.</summary>
internal sealed class SearchRun(IReadOnlyList<SearchIndex> indexes, SearchQuery query, CancellationToken token)
{
    private const int Batch = 512;
    private const int StartBatch = 8192;
    private const int ListBatch = 4096;
    private const int LengthRanks = 32;
    private const int Ranks = 8 * LengthRanks;
    private const int MostHits = 500_000;

    private readonly List<SearchHit> _hits = [];
    private readonly List<byte> _ranks = [];
    private readonly Slices _slices = new(token);

    /// <summary>Searches.</summary>
    /// <param name="first">Takes the answers whose names start with the text, which are the best, as soon as they are found; null if nobody waits for them.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<SearchResults> RunAsync(Action<SearchResults>? first = null)
    {
        if (first is not null && query.IsPlain && query.Scope == SearchScope.Names && query.Text.Length > 0)
        {
            await FindStartsAsync();
            first(new SearchResults(query, Sort(), IsComplete: false));
            _hits.Clear();
            _ranks.Clear();
            await _slices.RestAsync();
        }

        if (query is { Text.Length: 0, Scope: SearchScope.Names })
        {
            return new SearchResults(query, await ListAsync());
        }

        Dictionary<SearchIndex, NameMatcher> matchers = [];
        for (int source = 0; source < indexes.Count; source++)
        {
            SearchIndex index = indexes[source];
            NameMatcher matcher = await NameMatcher.CreateAsync(index, query, matchers, _slices);
            for (int start = 0; start < index.Names.Length && _hits.Count < MostHits; start += Batch)
            {
                int end = Math.Min(start + Batch, index.Names.Length);
                if (query.Scope == SearchScope.Names)
                {
                    SearchNames(source, index, matcher, start, end);
                }
                else
                {
                    SearchElements(source, index, matcher, start, end);
                }

                if (_slices.IsOver)
                {
                    await _slices.RestAsync();
                }
            }
        }

        return new SearchResults(query, query.Text.Length == 0 ? [.. _hits] : Sort());
    }

    /// <summary>Lists all names of the wanted kinds, in the order of ids. The first list after opening a kernel is this one, so it costs little for each name.</summary>
    private async Task<SearchHit[]> ListAsync()
    {
        uint kinds = KindsOfNames;
        SearchHit[] hits = new SearchHit[Math.Min(indexes.Sum(index => index.Names.Length), MostHits)];
        int count = 0;
        for (int source = 0; source < indexes.Count; source++)
        {
            SearchIndex index = indexes[source];
            for (int start = 0; start < index.Names.Length && count < hits.Length; start += ListBatch)
            {
                count = List(source, index, kinds, start, Math.Min(start + ListBatch, index.Names.Length), hits, count);
                if (_slices.IsOver)
                {
                    await _slices.RestAsync();
                }
            }
        }

        return hits.AsSpan(0, count).ToArray();
    }

    private static int List(int source, SearchIndex index, uint kinds, int start, int end, SearchHit[] hits, int count)
    {
        uint[] names = index.Names;
        byte[] kindOf = index.Kinds;
        uint first = index.Object.FirstTypeId;
        uint endOfNames = index.FirstStringOffset + (uint)index.Strings.Length;
        for (int i = start; i < end && count < hits.Length; i++)
        {
            uint name = names[i];
            if (name != 0 && name < endOfNames && (kinds >> kindOf[i] & 1) != 0)
            {
                hits[count++] = new SearchHit(source, first + (uint)i, -1);
            }
        }

        return count;
    }

    /// <summary>Finds the names that start with the text: one look at a name's first letter leaves out most.</summary>
    private async Task FindStartsAsync()
    {
        byte[] text = query.ToLower();
        uint kinds = KindsOfNames;
        for (int source = 0; source < indexes.Count; source++)
        {
            SearchIndex index = indexes[source];
            for (int start = 0; start < index.Names.Length && _hits.Count < MostHits; start += StartBatch)
            {
                FindStarts(source, index, text, kinds, start, Math.Min(start + StartBatch, index.Names.Length));
                if (_slices.IsOver)
                {
                    await _slices.RestAsync();
                }
            }
        }
    }

    private void FindStarts(int source, SearchIndex index, byte[] text, uint kinds, int start, int end)
    {
        byte letter = text[0];
        byte[] strings = index.Strings;
        uint[] names = index.Names;
        uint own = index.FirstStringOffset;
        for (int i = start; i < end; i++)
        {
            uint name = names[i];
            if (name < own ? index.LowerName(name).StartsWith(text) : name - own < (uint)strings.Length && strings[name - own] == letter && name != 0)
            {
                ReadOnlySpan<byte> all = index.LowerName(name);
                if ((kinds >> index.Kinds[i] & 1) != 0 && all.StartsWith(text))
                {
                    Add(new SearchHit(source, index.Object.FirstTypeId + (uint)i, -1), all.Length == text.Length ? 0 : 1, all.Length, index.Kinds[i] == (byte)BtfKind.Func);
                }
            }
        }
    }

    private uint KindsOfNames => (uint)query.Kinds & (uint)BtfKinds.Nameable & ~(uint)(BtfKinds.DeclTag | BtfKinds.TypeTag);

    private void SearchNames(int source, SearchIndex index, NameMatcher matcher, int start, int end)
    {
        uint kinds = KindsOfNames;
        uint first = index.Object.FirstTypeId;
        for (int i = start; i < end; i++)
        {
            uint name = index.Names[i];
            if (name != 0 && (kinds >> index.Kinds[i] & 1) != 0)
            {
                Add(new SearchHit(source, first + (uint)i, -1), matcher, name, index.Kinds[i] == (byte)BtfKind.Func);
            }
        }
    }

    private void SearchElements(int source, SearchIndex index, NameMatcher matcher, int start, int end)
    {
        bool isMembers = query.Scope == SearchScope.Members;
        BtfKinds kinds = (isMembers ? BtfKinds.Composite : BtfKinds.AnyEnum) & (query.Kinds == BtfKinds.All ? BtfKinds.All : query.Kinds);
        uint first = index.Object.FirstTypeId;
        for (int i = start; i < end; i++)
        {
            if (((uint)kinds >> index.Kinds[i] & 1) == 0)
            {
                continue;
            }

            uint id = first + (uint)i;
            BtfType type = index.Object[id];
            if (isMembers)
            {
                foreach (BtfMember member in type.AsComposite().Members)
                {
                    AddElement(source, matcher, id, member.Index, member.NameOffset);
                }
            }
            else
            {
                foreach (BtfEnumValue value in type.AsEnum().Values)
                {
                    AddElement(source, matcher, id, value.Index, value.NameOffset);
                }
            }
        }
    }

    private void AddElement(int source, NameMatcher matcher, uint id, int element, uint name)
    {
        if (name != 0 && _hits.Count < MostHits)
        {
            Add(new SearchHit(source, id, element), matcher, name, isLater: false);
        }
    }

    /// <summary>Adds an answer if its name matches.</summary>
    /// <param name="hit">The answer.</param>
    /// <param name="matcher">Decides.</param>
    /// <param name="name">The name's offset.</param>
    /// <param name="isLater">Whether it comes after others that match as well: functions come after types.</param>
    private void Add(SearchHit hit, NameMatcher matcher, uint name, bool isLater)
    {
        int rank = matcher.RankOf(name, out int length);
        if (rank != NameMatcher.None)
        {
            Add(hit, rank, length, isLater);
        }
    }

    private void Add(SearchHit hit, int rank, int length, bool isLater)
    {
        _hits.Add(hit);
        _ranks.Add((byte)((((rank * 2) + (isLater ? 1 : 0)) * LengthRanks) + Math.Min(length, LengthRanks - 1)));
    }

    /// <summary>Sorts by rank and length, in one pass over the answers.</summary>
    private SearchHit[] Sort()
    {
        int[] next = new int[Ranks + 1];
        foreach (byte rank in _ranks)
        {
            next[rank + 1]++;
        }

        for (int i = 1; i < next.Length; i++)
        {
            next[i] += next[i - 1];
        }

        SearchHit[] sorted = new SearchHit[_hits.Count];
        for (int i = 0; i < sorted.Length; i++)
        {
            sorted[next[_ranks[i]]++] = _hits[i];
        }

        return sorted;
    }
}
