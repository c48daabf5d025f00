namespace Btf.Core;

/// <summary>
/// The types that an object's structures and unions contain rather than point to: reached from a member through nothing but typedefs,
/// qualifiers, tags and arrays.
/// </summary>
internal readonly struct EmbeddedTypes
{
    private readonly bool[] _marks;

    private EmbeddedTypes(bool[] marks) => _marks = marks;

    /// <summary>Finds those of an object's own structures and unions.</summary>
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
        // Each type is marked once, and a walk ends at one that is: so all walks together take no more steps than there are types, also in a loop.
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
