namespace Btf.Core.Building;

/// <summary>Where types went that a <see cref="BtfBuilder"/> appended, or kept when others were removed.</summary>
public sealed class BtfIdMap
{
    private readonly uint[] _ids;

    internal BtfIdMap(uint[] ids) => _ids = ids;

    /// <summary>One more than the highest old id.</summary>
    public int Count => _ids.Length;

    /// <summary>The new id of a type; 0 for void, and for one that was removed.</summary>
    /// <param name="oldId">The old id.</param>
    /// <exception cref="ArgumentOutOfRangeException">There was no such type.</exception>
    public uint this[uint oldId]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(oldId, (uint)_ids.Length);
            return _ids[oldId];
        }
    }
}
