namespace Btf.Core.Building;

/// <summary>Maps old type ids to new ones, after a <see cref="BtfBuilder"/> has appended or removed types.</summary>
public sealed class BtfIdMap
{
    private readonly uint[] _ids;

    internal BtfIdMap(uint[] ids) => _ids = ids;

    /// <summary>The highest old id plus 1.</summary>
    public int Count => _ids.Length;

    /// <summary>Returns the new id of a type; 0 for void, and for a type that was removed.</summary>
    /// <param name="oldId">The old id.</param>
    /// <exception cref="ArgumentOutOfRangeException">The old id did not exist.</exception>
    public uint this[uint oldId]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(oldId, (uint)_ids.Length);
            return _ids[oldId];
        }
    }
}
