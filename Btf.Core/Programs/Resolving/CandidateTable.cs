namespace Btf.Core.Programs;

/// <summary>The candidates of each local type that was searched, in the order in which they are tried. Programs reuse its memory.</summary>
internal sealed class CandidateTable
{
    private readonly Dictionary<uint, CandidateRange> _ranges = [];
    private BtfType[] _types = new BtfType[64];
    private int _count;
    private int _start;

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        _ranges.Clear();
        _types.AsSpan(0, _count).Clear();
        _count = 0;
    }

    /// <summary>Finds the candidates of a local type; false if they were not searched yet.</summary>
    public bool TryGet(uint localId, out CandidateRange range) => _ranges.TryGetValue(localId, out range);

    /// <summary>The candidates of a range. The span is valid until a candidate is added.</summary>
    public Span<BtfType> this[CandidateRange range] => _types.AsSpan(range.Start, range.Count);

    /// <summary>Begins the list of the next local type.</summary>
    public void Begin() => _start = _count;

    /// <summary>The current list.</summary>
    public Span<BtfType> Current => _types.AsSpan(_start, _count - _start);

    /// <summary>Adds a candidate to the current list.</summary>
    public void Add(BtfType type)
    {
        if (_count == _types.Length)
        {
            Array.Resize(ref _types, _count * 2);
        }

        _types[_count++] = type;
    }

    /// <summary>Ends the current list and stores it for a local type.</summary>
    public CandidateRange End(uint localId, bool isComplete)
    {
        var range = new CandidateRange(_start, _count - _start, isComplete);
        _ranges[localId] = range;
        return range;
    }

    /// <summary>Cuts a local type's list down to some of its candidates, given by ascending indexes.</summary>
    public CandidateRange Cut(uint localId, CandidateRange range, ReadOnlySpan<int> places)
    {
        Span<BtfType> types = this[range];
        for (int i = 0; i < places.Length; i++)
        {
            types[i] = types[places[i]];
        }

        return _ranges[localId] = range with { Count = places.Length, IsElected = true };
    }
}
