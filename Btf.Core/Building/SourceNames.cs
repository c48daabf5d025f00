namespace Btf.Core.Building;

/// <summary>Maps the string offsets of one object to those of an object that is being built, and adds the strings to it.</summary>
/// <remarks>
/// Hostile names may all be tails of one long string. When a budget is spent, the long string is stored once instead of each tail, so the work and the result
/// stay linear in the length of the strings.
/// </remarks>
internal sealed class SourceNames
{
    private readonly BtfObject _source;
    private readonly NameStore _store;
    private readonly StringPlaces _places;

    // By number of a string, its new offset; 0 while that is unknown.
    private readonly uint[] _known;

    // By place, the new offset of what starts within a string.
    private readonly Dictionary<uint, uint> _tails = [];
    private long _overlapBudget;

    public SourceNames(BtfObject source, NameStore store)
    {
        _source = source;
        _store = store;
        _places = new StringPlaces(source.Strings);
        _known = new uint[_places.Count];
        _overlapBudget = source.Strings.Length / 4 + 4096;
    }

    /// <summary>Whether most strings were stored when <see cref="FindStored"/> was called.</summary>
    public bool AreMostKnown { get; private set; }

    /// <summary>Returns the new offset of a string, given its offset in the object's own strings.</summary>
    public uint Map(uint start)
    {
        int number = _places.NumberOf(start);
        if (number < 0)
        {
            return MapTail(start);
        }

        uint known = _known[number];
        return known != 0 ? known : _known[number] = Add((int)start);
    }

    /// <summary>Returns the new offset of a string if it is known; otherwise 0. Another thread may call <see cref="Map"/> at the same time.</summary>
    public uint Known(uint start)
    {
        int number = _places.NumberOf(start);
        return number < 0 ? 0 : Volatile.Read(ref _known[number]);
    }

    /// <summary>Finds the strings that are stored already, all at once. That is faster than one by one, if most are used.</summary>
    public void FindStored()
    {
        AreMostKnown = _store.FindAll(_source, _places, _known) > _known.Length / 2;
        GC.KeepAlive(_source);
    }

    private uint MapTail(uint start)
    {
        if (!_tails.TryGetValue(start, out uint known))
        {
            known = Add((int)start);
            _tails.Add(start, known);
        }

        return known;
    }

    private uint Add(int start)
    {
        ReadOnlySpan<byte> strings = _source.Strings;
        ReadOnlySpan<byte> text = NameStore.TextAt(strings, start);
        if (start != 0 && strings[start - 1] != 0 && !text.IsEmpty && (_overlapBudget -= text.Length) < 0)
        {
            int container = _places.StartAround(start);
            return Map((uint)container) + (uint)(start - container);
        }

        uint offset = _store.Add(text);
        GC.KeepAlive(_source);
        return offset;
    }
}
