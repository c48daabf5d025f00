namespace Btf.Core.Building;

/// <summary>The new ids of the types of an object that is appended to another one: a base's ids do not change, the own ids move by the same distance.</summary>
/// <param name="FirstOwn">The object's first own id.</param>
/// <param name="NewFirst">The new id of that type.</param>
/// <param name="End">One past the object's last id.</param>
internal readonly record struct ShiftedIds(uint FirstOwn, uint NewFirst, uint End)
{
    public uint Map(uint id) => id < FirstOwn ? id : id - FirstOwn + NewFirst;

    /// <summary>Returns the new ids of all types, indexed by the old ids.</summary>
    public uint[] All()
    {
        var ids = new uint[End];
        for (uint id = 1; id < ids.Length; id++)
        {
            ids[id] = Map(id);
        }

        return ids;
    }
}
