using System.Globalization;

namespace Btf.Core.Comparison;

/// <summary>Collects the differences between two versions of a type.</summary>
internal sealed class PartSink(ComparedTypes types)
{
    private readonly List<BtfPartChange> _changes = [];

    public ComparedTypes Types => types;

    public IReadOnlyList<BtfPartChange> Changes => _changes;

    public void Add(BtfChangedPart part, BtfChangeKind change, string name, string old, string @new) =>
        _changes.Add(new BtfPartChange(part, change, name, old, @new));

    /// <summary>Adds a difference of two numbers, where there is one.</summary>
    public void Compare(BtfChangedPart part, BtfChangeKind change, string name, long old, long @new)
    {
        if (old != @new)
        {
            Add(part, change, name, Number(old), Number(@new));
        }
    }

    /// <summary>Adds a difference of two types, where there is one for those that refer to them.</summary>
    public void CompareTypes(BtfChangedPart part, string name, int old, int @new)
    {
        if (!types.LookSame(old, @new))
        {
            Add(part, BtfChangeKind.Retyped, name, types.TextOf(old), types.TextOf(@new));
        }
    }

    public static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
