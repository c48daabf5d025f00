using System.Collections.Immutable;

namespace Btf.Core;

/// <summary>
/// The content of a collection at one time: the base, the modules, and the files of inlined functions; the modules and these files in the ordinal order of
/// their names. It never changes.
/// </summary>
internal sealed class CollectionContent
{
    private readonly string[] _names;

    public CollectionContent(CollectionSlot baseSlot, IEnumerable<CollectionSlot> others)
    {
        Slots = [baseSlot, .. others];
        Slots.AsSpan(1).Sort(static (left, right) =>
            left.BaseName is null == right.BaseName is null ? string.CompareOrdinal(left.Name, right.Name) : left.BaseName is null ? -1 : 1);
        _names = [.. Slots.Select(slot => slot.Name)];
        NamedCount = Slots.Count(slot => slot.BaseName is null);
        Names = [.. _names[..NamedCount]];
        InlineNames = [.. _names[NamedCount..]];
    }

    /// <summary>The slots.</summary>
    public CollectionSlot[] Slots { get; }

    /// <summary>The number of slots of the base and the modules, which come first.</summary>
    public int NamedCount { get; }

    /// <summary>The names of the base and the modules, in the order of the slots.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>The names of the other slots.</summary>
    public ImmutableArray<string> InlineNames { get; }

    /// <summary>The slots without the base's.</summary>
    public IEnumerable<CollectionSlot> Others => Slots.Skip(1);

    /// <summary>Finds the slot with a name; null if there is none.</summary>
    public CollectionSlot? Find(string name)
    {
        if (name == _names[0])
        {
            return Slots[0];
        }

        int found = Array.BinarySearch(_names, 1, NamedCount - 1, name, StringComparer.Ordinal);
        if (found < 0)
        {
            found = Array.BinarySearch(_names, NamedCount, _names.Length - NamedCount, name, StringComparer.Ordinal);
        }

        return found >= 0 ? Slots[found] : null;
    }

    /// <summary>Finds the slot of an open object; null if there is none.</summary>
    public CollectionSlot? Find(BtfObject btf) => Array.Find(Slots, slot => slot.Holds(btf));
}
