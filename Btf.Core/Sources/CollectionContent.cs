using System.Collections.Immutable;

namespace Btf.Core;

/// <summary>What a collection has at one time: the base first, then the others in the ordinal order of their names. Immutable.</summary>
internal sealed class CollectionContent
{
    private readonly string[] _names;

    public CollectionContent(CollectionSlot baseSlot, IEnumerable<CollectionSlot> others)
    {
        Slots = [baseSlot, .. others.OrderBy(slot => slot.Name, StringComparer.Ordinal)];
        _names = [.. Slots.Select(slot => slot.Name)];
        Names = [.. _names];
    }

    /// <summary>The slots.</summary>
    public CollectionSlot[] Slots { get; }

    /// <summary>Their names, in the same order.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>The slots without the base's.</summary>
    public IEnumerable<CollectionSlot> Others => Slots.Skip(1);

    /// <summary>The slot of a name; null where there is none.</summary>
    public CollectionSlot? Find(string name)
    {
        if (name == _names[0])
        {
            return Slots[0];
        }

        int found = Array.BinarySearch(_names, 1, _names.Length - 1, name, StringComparer.Ordinal);
        return found >= 0 ? Slots[found] : null;
    }

    /// <summary>The slot of an object that is open; null where there is none.</summary>
    public CollectionSlot? Find(BtfObject btf) => Array.Find(Slots, slot => slot.Holds(btf));
}
