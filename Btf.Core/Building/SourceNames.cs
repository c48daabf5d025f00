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
    private readonly uint[] _known;
    private long _overlapBudget;
    private List<int>? _starts;

    public SourceNames(BtfObject source, NameStore store)
    {
        _source = source;
        _store = store;
        _known = new uint[source.Strings.Length];
        _overlapBudget = _known.Length / 4 + 4096;
    }

    /// <summary>Returns the new offset of a string, given its offset in the object's own strings.</summary>
    public uint Map(uint start)
    {
        uint known = _known[start];
        return known != 0 ? known : _known[start] = Add((int)start);
    }

    /// <summary>Finds the strings that are stored already, all at once. That is faster than one by one, if most are used.</summary>
    public void FindStored()
    {
        _store.FindAll(_source.Strings, _known);
        GC.KeepAlive(_source);
    }

    private static ReadOnlySpan<byte> TextAt(ReadOnlySpan<byte> strings, int start)
    {
        ReadOnlySpan<byte> rest = strings[start..];
        int length = rest.IndexOf((byte)0);
        return length < 0 ? rest : rest[..length];
    }

    private uint Add(int start)
    {
        ReadOnlySpan<byte> strings = _source.Strings;
        ReadOnlySpan<byte> text = TextAt(strings, start);
        if (start != 0 && strings[start - 1] != 0 && !text.IsEmpty && (_overlapBudget -= text.Length) < 0)
        {
            int container = StartOf(strings, start);
            return Map((uint)container) + (uint)(start - container);
        }

        uint offset = _store.Add(text);
        GC.KeepAlive(_source);
        return offset;
    }

    /// <summary>Returns the start of the string around a place.</summary>
    private int StartOf(ReadOnlySpan<byte> strings, int place)
    {
        if (_starts is null)
        {
            _starts = [];
            for (int start = 0; start < strings.Length; start += TextAt(strings, start).Length + 1)
            {
                _starts.Add(start);
            }
        }

        int found = _starts.BinarySearch(place);
        return _starts[found >= 0 ? found : ~found - 1];
    }
}
