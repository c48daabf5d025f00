namespace Btf.Core.Building;

/// <summary>Maps the string offsets of several objects to those of an object that is being built, and adds the strings to it.</summary>
/// <param name="store">The new object's strings.</param>
internal sealed class NameSources(NameStore store)
{
    private readonly Dictionary<BtfObject, SourceNames> _all = [];

    // Most names come from the same part as the one before.
    private BtfObject? _lastPart;
    private SourceNames? _last;

    /// <summary>Returns the map of an object's own strings.</summary>
    public SourceNames Of(BtfObject part)
    {
        if (part == _lastPart)
        {
            return _last!;
        }

        if (!_all.TryGetValue(part, out SourceNames? names))
        {
            _all.Add(part, names = new SourceNames(part, store));
        }

        _lastPart = part;
        return _last = names;
    }

    /// <summary>Returns the new offset of a name, given its offset in the strings of an object and its bases.</summary>
    public uint Map(BtfObject owner, uint offset)
    {
        BtfObject part = owner.PartWithString(offset);

        // An empty name may have an offset past the end of the strings.
        uint start = offset - part.FirstStringOffset;
        return offset == 0 || start >= (uint)part.Strings.Length ? 0 : Of(part).Map(start);
    }

    /// <summary>Lets go of all objects.</summary>
    public void Clear()
    {
        foreach (SourceNames names in _all.Values)
        {
            names.Dispose();
        }

        _all.Clear();
        _lastPart = null;
        _last = null;
    }
}
