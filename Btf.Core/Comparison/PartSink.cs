namespace Btf.Core.Comparison;

/// <summary>Collects the differences between two versions of a type.</summary>
internal sealed class PartSink(ComparedTypes types)
{
    private readonly List<BtfPartChange> _changes = [];

    public ComparedTypes Types => types;

    public IReadOnlyList<BtfPartChange> Changes => _changes;

    public void Add(BtfChangedPart part, BtfChangeKind change, in PartValue name, in PartValue old, in PartValue @new) =>
        _changes.Add(new BtfPartChange(types, part, change, name, old, @new));

    /// <summary>Adds a difference if two numbers differ.</summary>
    public void Compare(BtfChangedPart part, BtfChangeKind change, in PartValue name, long old, long @new)
    {
        if (old != @new)
        {
            Add(part, change, name, PartValue.Number(old), PartValue.Number(@new));
        }
    }

    /// <summary>Adds a difference if two types are different for types that refer to them.</summary>
    public void CompareTypes(BtfChangedPart part, in PartValue name, int old, int @new)
    {
        if (!types.LookSame(old, @new))
        {
            Add(part, BtfChangeKind.Retyped, name, PartValue.Type(old), PartValue.Type(@new));
        }
    }
}
