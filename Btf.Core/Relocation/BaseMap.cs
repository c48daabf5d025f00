namespace Btf.Core;

/// <summary>Where the ids and string offsets of a relocated object go.</summary>
internal sealed class BaseMap
{
    private readonly uint[] _ids;
    private readonly Dictionary<uint, uint> _names = [];
    private readonly BtfObject _split;
    private readonly uint _idShift;
    private readonly uint _nameShift;

    /// <summary>A map from a split object and its base to the same object over another base, with nothing mapped yet.</summary>
    public BaseMap(BtfObject split, BtfObject newBase)
    {
        _split = split;
        _ids = new uint[split.FirstTypeId];
        _idShift = newBase.NextTypeId - split.FirstTypeId;
        _nameShift = newBase.NextStringOffset - split.FirstStringOffset;
    }

    /// <summary>Notes which type of the new base a type of the old one is.</summary>
    public void Add(BtfType from, BtfType to)
    {
        _ids[from.Id] = to.Id;
        _names[from.NameOffset] = to.NameOffset;
    }

    /// <summary>The new id of one that stands in the object; false where that does not exist.</summary>
    public bool TryMapId(uint id, out uint mapped)
    {
        mapped = id < (uint)_ids.Length ? _ids[id] : id + _idShift;
        return id < _split.NextTypeId;
    }

    /// <summary>The new offset of a string; false for one that does not exist, and for one of the old base that is no type's name.</summary>
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
