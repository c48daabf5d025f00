using System.Text;

namespace Btf.Core.Tests;

/// <summary>The ids of each name, from a plain walk over the object's own types and the list of its base.</summary>
public sealed class NameList
{
    private static readonly HashSet<int> _nameableKinds = [1, 4, 5, 6, 7, 8, 12, 14, 15, 16, 17, 18, 19];
    private readonly Dictionary<string, List<uint>> _own = [];
    private readonly List<uint> _anonymous = [];
    private readonly NameList? _base;

    public NameList(BtfObject btf, NameList? baseList = null)
    {
        _base = baseList;
        foreach (BtfType type in btf.Types)
        {
            string name = Encoding.UTF8.GetString(type.Name.Utf8);
            if (name.Length != 0)
            {
                Ids(name).Add(type.Id);
            }
            else if (_nameableKinds.Contains((int)type.Kind))
            {
                _anonymous.Add(type.Id);
            }
        }
    }

    /// <summary>The names of the object's own types.</summary>
    public IEnumerable<string> OwnNames => _own.Keys;

    /// <summary>Returns every id with a name, those of the bases first; for the empty name, the anonymous types of kinds that may have a name.</summary>
    public IReadOnlyList<uint> Find(string name)
    {
        IReadOnlyList<uint> own = name.Length == 0 ? _anonymous : _own.GetValueOrDefault(name, []);
        IReadOnlyList<uint> inherited = _base?.Find(name) ?? [];
        return inherited.Count == 0 ? own : [.. inherited, .. own];
    }

    private List<uint> Ids(string name)
    {
        if (!_own.TryGetValue(name, out List<uint>? ids))
        {
            _own[name] = ids = [];
        }

        return ids;
    }
}
