namespace Btf.Core.Building;

/// <summary>Maps the string offsets of one object to those of an object that is being built, and adds the strings to it.</summary>
/// <remarks>
/// <para>
/// A few names are kept in a dictionary. Once there are many, all strings of the object are numbered, and an array has their new offsets.
/// </para>
/// <para>
/// Hostile names may all be tails of one long string. When a budget is spent, the long string is stored once instead of each tail, so the work and the result
/// stay linear in the length of the strings.
/// </para>
/// </remarks>
internal sealed class SourceNames : IDisposable
{
    // Numbering all strings pays once there is more than one name for so many bytes of strings. A kernel has a string for 16 bytes.
    private const int FewNames = 128;

    // How many strings the processor knows beforehand: enough to load a slot meanwhile.
    private const int PreparedStrings = 8;

    private readonly BtfObject _source;
    private readonly NameStore _store;

    // By place, the new offset of each name, until all strings are numbered; then only of what starts within a string.
    private readonly Dictionary<uint, uint> _byPlace = [];
    private StringPlaces? _places;
    private WorkArena? _arena;

    // By number of a string, its new offset; 0 while that is unknown.
    private WorkArray<uint> _known;

    // By number of a string, its hash if it was not stored; empty before FindStored.
    private WorkArray<uint> _hashes;
    private long _overlapBudget;

    public SourceNames(BtfObject source, NameStore store)
    {
        _source = source;
        _store = store;
        _overlapBudget = OverlapOf(source);
    }

    /// <summary>Returns the largest number of bytes that the names of an object can add to the new strings.</summary>
    // Each string, and names within other strings: these may be single letters, and each gets a zero byte.
    public static long MostBytes(BtfObject source) => source.Strings.Length + (2L * OverlapOf(source));

    private static int OverlapOf(BtfObject source) => source.Strings.Length / 4 + 4096;

    /// <summary>Frees the numbers. No method may be called after this.</summary>
    public void Dispose() => _arena?.Dispose();

    /// <summary>Whether most strings were stored when <see cref="FindStored"/> was called.</summary>
    public bool AreMostKnown { get; private set; }

    /// <summary>Returns the new offset of a string, given its offset in the object's own strings.</summary>
    public uint Map(uint start)
    {
        int number = _places?.NumberOf(start) ?? -1;
        if (number < 0)
        {
            return MapPlace(start);
        }

        uint known = _known[number];
        return known != 0 ? known : _known[number] = AddNumbered(number, (int)start);
    }

    private uint AddNumbered(int number, int start)
    {
        if (_hashes.Length == 0)
        {
            return Add(start);
        }

        // The strings of most objects are in the order of their first use, so the next ones are added soon.
        _store.Prepare(_hashes[Math.Min(number + PreparedStrings, _hashes.Length - 1)]);
        uint offset = _store.Add(NameStore.TextAt(_source.Strings, start), _hashes[number]);
        GC.KeepAlive(_source);
        return offset;
    }

    /// <summary>
    /// Returns the new offset of a string if it is known; otherwise 0. <see cref="FindStored"/> was called before. Another thread may call <see cref="Map"/> at the
    /// same time.
    /// </summary>
    public uint Known(uint start)
    {
        int number = _places!.NumberOf(start);
        return number < 0 ? 0 : Volatile.Read(ref _known[number]);
    }

    /// <summary>Finds the strings that are stored already, all at once. That is faster than one by one, if most are used.</summary>
    public void FindStored()
    {
        NumberAll();
        _hashes = _hashes.Length == 0 ? _arena!.Take<uint>(_known.Length) : _hashes;
        AreMostKnown = _store.FindAll(_source, _places!, _known, _hashes) > _known.Length / 2;
        GC.KeepAlive(_source);
    }

    private uint MapPlace(uint start)
    {
        if (!_byPlace.TryGetValue(start, out uint known))
        {
            known = Add((int)start);
            _byPlace.Add(start, known);
            if (_places is null && _byPlace.Count > _source.Strings.Length / FewNames)
            {
                NumberAll();
            }
        }

        return known;
    }

    private void NumberAll()
    {
        if (_places is null)
        {
            _arena = StringPlaces.ArenaFor(_source.Strings);
            _places = new StringPlaces(_source.Strings, _arena);
            _known = _arena.Take<uint>(_places.Count);
            foreach ((uint start, uint known) in _byPlace)
            {
                if (_places.NumberOf(start) is >= 0 and int number)
                {
                    _known[number] = known;
                }
            }
        }
    }

    private uint Add(int start)
    {
        ReadOnlySpan<byte> strings = _source.Strings;

        // Once the budget is spent, the text's end is not even looked for: it may be far away, for each of very many names.
        bool isTail = start != 0 && strings[start - 1] != 0 && strings[start] != 0;
        ReadOnlySpan<byte> text = isTail && _overlapBudget < 0 ? default : NameStore.TextAt(strings, start);
        if (isTail && (_overlapBudget < 0 || (_overlapBudget -= text.Length) < 0))
        {
            NumberAll();
            int container = _places!.StartAround(start);
            return Map((uint)container) + (uint)(start - container);
        }

        uint offset = _store.Add(text);
        GC.KeepAlive(_source);
        return offset;
    }
}
