namespace Btf.Core;

/// <summary>Maps the ids and string offsets of a relocated object to their new values.</summary>
internal sealed class BaseMap
{
    private readonly uint[] _ids;
    private readonly Dictionary<uint, uint> _names = [];
    private readonly BtfObject _split;
    private readonly uint _idShift;
    private readonly uint _nameShift;

    /// <summary>Makes an empty map from a split object and its base to the same object over another base.</summary>
    public BaseMap(BtfObject split, BtfObject newBase)
    {
        _split = split;
        _ids = new uint[split.FirstTypeId];
        _idShift = newBase.NextTypeId - split.FirstTypeId;
        _nameShift = newBase.NextStringOffset - split.FirstStringOffset;
    }

    /// <summary>Maps a type of the old base to its match in the new base.</summary>
    public void Add(BtfType from, BtfType to)
    {
        _ids[from.Id] = to.Id;
        _names[from.NameOffset] = to.NameOffset;
    }

    /// <summary>Maps an id of the object; false if the id does not exist.</summary>
    public bool TryMapId(uint id, out uint mapped)
    {
        mapped = id < (uint)_ids.Length ? _ids[id] : id + _idShift;
        return id < _split.NextTypeId;
    }

    /// <summary>Maps a string offset; false if the string does not exist, or is a string of the old base that is not the name of a type.</summary>
    public bool TryMapName(uint offset, out uint mapped)
    {
        if (offset == 0 || offset >= _split.FirstStringOffset)
        {
            mapped = offset == 0 ? 0 : offset + _nameShift;
            return offset < _split.NextStringOffset || offset == 0;
        }

        return _names.TryGetValue(offset, out mapped);
    }
}
