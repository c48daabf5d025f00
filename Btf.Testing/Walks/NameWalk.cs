using System.Text;

namespace Btf.Testing;

/// <summary>All named types, members and values of a chain of objects, read in one walk, to compare searches with.</summary>
public sealed class NameWalk
{
    private readonly Dictionary<string, List<(uint Id, BtfKind Kind)>> _types = [];
    private readonly Dictionary<string, List<(uint Type, int Index)>> _members = [];
    private readonly Dictionary<string, List<(uint Type, int Index)>> _values = [];

    public NameWalk(BtfObject btf)
    {
        foreach (BtfType type in btf.AllTypes)
        {
            Add(_types, type.Name, (type.Id, type.Kind));
            if (type.TryAsComposite(out BtfComposite composite))
            {
                foreach (BtfMember member in composite.Members)
                {
                    Add(_members, member.Name, (type.Id, member.Index));
                }
            }

            if (type.TryAsEnum(out BtfEnum enumeration))
            {
                foreach (BtfEnumValue value in enumeration.Values)
                {
                    Add(_values, value.Name, (type.Id, value.Index));
                }
            }
        }
    }

    public List<uint> Types(Func<string, bool> isMatch, BtfKinds kinds = BtfKinds.All) =>
        [.. Of(_types, isMatch).Where(type => kinds.Includes(type.Kind)).Select(type => type.Id).Order()];

    public List<(uint Type, int Index)> Members(Func<string, bool> isMatch) => [.. Of(_members, isMatch).Order()];

    public List<(uint Type, int Index)> Values(Func<string, bool> isMatch) => [.. Of(_values, isMatch).Order()];

    private static IEnumerable<T> Of<T>(Dictionary<string, List<T>> names, Func<string, bool> isMatch) =>
        names.Where(name => isMatch(Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(name.Key)))).SelectMany(name => name.Value);

    // Compares bytes, because two names that are not UTF-8 may have the same text.
    private static void Add<T>(Dictionary<string, List<T>> names, BtfString name, T item)
    {
        if (!name.TryGetUtf8(out ReadOnlySpan<byte> utf8) || utf8.IsEmpty)
        {
            return;
        }

        string key = Encoding.Latin1.GetString(utf8);
        if (!names.TryGetValue(key, out List<T>? items))
        {
            names[key] = items = [];
        }

        items.Add(item);
    }
}
