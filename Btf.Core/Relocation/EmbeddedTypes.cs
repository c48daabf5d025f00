namespace Btf.Core;

/// <summary>
/// The types that an object's structures and unions embed: a member leads to them without a pointer, through typedefs, qualifiers, tags and
/// arrays only.
/// </summary>
internal readonly struct EmbeddedTypes
{
    private readonly bool[] _marks;

    private EmbeddedTypes(bool[] marks) => _marks = marks;

    /// <summary>Finds the types that an object's own structures and unions embed.</summary>
    public static EmbeddedTypes Of(BtfObject btf)
    {
        var embedded = new EmbeddedTypes(new bool[btf.NextTypeId]);
        foreach (BtfType type in btf.Types)
        {
            if (type.TryAsComposite(out BtfComposite composite))
            {
                foreach (BtfMember member in composite.Members)
                {
                    embedded.Mark(btf, member.TypeId);
                }
            }
        }

        return embedded;
    }

    public bool Contains(uint id) => _marks[id];

    private void Mark(BtfObject btf, uint id)
    {
        // A walk ends at a marked type. So all walks together take at most one step per type, even in a loop.
        while (id < (uint)_marks.Length && !_marks[id])
        {
            _marks[id] = true;
            BtfType type = btf[id];
            if (type.Kind == BtfKind.Typedef || type.Kind.IsModifier())
            {
                id = type.SizeOrType;
            }
            else if (type.TryAsArray(out BtfArray array))
            {
                id = array.ElementTypeId;
            }
        }
    }
}
