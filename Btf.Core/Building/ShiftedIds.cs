namespace Btf.Core.Building;

/// <summary>The new ids of an object's types when it is put behind another one: the base's stay, its own move together.</summary>
/// <param name="FirstOwn">The object's first own id.</param>
/// <param name="NewFirst">What that becomes.</param>
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
