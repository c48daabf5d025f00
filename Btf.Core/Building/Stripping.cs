using System.Runtime.InteropServices;
using Btf.Core.Equality;

namespace Btf.Core.Building;

/// <summary>Removes types of an object, and the types that make no sense without these.</summary>
internal sealed class Stripping
{
    // The kinds that have an entry for each of their variables or inlined functions.
    private const BtfKinds Sections = BtfKinds.DataSec | BtfKinds.LocSec;

    private readonly TypeGraph _graph;
    private readonly int _firstOwn;
    private readonly bool[] _isUnwanted;
    private readonly bool[] _isKept;
    private readonly Stack<int> _work = new();

    private Stripping(TypeGraph graph, int firstOwn, bool[] isUnwanted)
    {
        _graph = graph;
        _firstOwn = firstOwn;
        _isUnwanted = isUnwanted;
        _isKept = new bool[graph.Count];
    }

    public static BtfRewrite Apply(BtfObject btf, Predicate<BtfType> isUnwanted, ReadOnlyMemory<byte> extension)
    {
        ExtensionWords? extensionWords = ExtensionWords.Read(extension.Span, btf);
        using WorkArena arena = GraphReader.ArenaFor(btf);
        var names = new NameNumbers(arena);
        NamePlaces places = names.Add(btf);
        foreach (int place in extensionWords?.Names ?? [])
        {
            names.Mark(places.Of(extensionWords!.Get(place)));
        }

        TypeGraph graph = GraphReader.Read(btf, names, places);
        var unwanted = new bool[graph.Count];
        foreach (BtfType type in btf.Types)
        {
            unwanted[type.Id] = isUnwanted(type);
        }

        var stripping = new Stripping(graph, (int)btf.FirstTypeId, unwanted);
        stripping.FindKept(extensionWords);
        return stripping.Write(btf, names, places, extensionWords);
    }

    private void FindKept(ExtensionWords? extension)
    {
        foreach (uint id in extension?.GetIds() ?? [])
        {
            Keep((int)id);
        }

        for (int node = _firstOwn; node < _graph.Count; node++)
        {
            if (!_isUnwanted[node] && !Follows(node) && _graph.Name(node) != 0)
            {
                Keep(node);
            }
        }

        KeepLocations();
        KeepUnrelated();
        KeepFollowing();
    }

    /// <summary>Whether a type stays only together with a type that it tags or lists.</summary>
    private bool Follows(int node) => (BtfKinds.DeclTag | Sections).Includes(_graph.Kind(node));

    /// <summary>Returns how many references an entry of a section has. The first leads to its variable or function.</summary>
    private int Step(int node) => RecordShape.Of(_graph.Kind(node)).IdCount;

    private bool Stays(int node) => node < _firstOwn || _isKept[node];

    private void Keep(int start)
    {
        _work.Push(start);
        while (_work.TryPop(out int node))
        {
            if (_isKept[node] || node < _firstOwn)
            {
                continue;
            }

            _isKept[node] = true;
            if (!Sections.Includes(_graph.Kind(node)))
            {
                foreach (int target in _graph.Targets(node))
                {
                    _work.Push(target);
                }
            }
        }
    }

    /// <summary>Keeps the parameter locations of the inlined functions that stay.</summary>
    private void KeepLocations()
    {
        for (int node = _firstOwn; node < _graph.Count; node++)
        {
            ReadOnlySpan<int> targets = _graph.Kind(node) == BtfKind.LocSec && !_isUnwanted[node] ? _graph.Targets(node) : [];
            for (int target = 0; target < targets.Length; target += Step(node))
            {
                if (Stays(targets[target]))
                {
                    Keep(targets[target + 1]);
                }
            }
        }
    }

    /// <summary>Keeps the types that no removed type leads to.</summary>
    private void KeepUnrelated()
    {
        // A removed type takes along the types that it refers to, up to the next kept type.
        var isGone = new bool[_graph.Count];
        for (int node = _firstOwn; node < _graph.Count; node++)
        {
            if (_isUnwanted[node])
            {
                _work.Push(node);
            }
            else if (_graph.Kind(node) == BtfKind.LocSec)
            {
                PushLocations(node);
            }
        }

        while (_work.TryPop(out int node))
        {
            if (!isGone[node] && !_isKept[node] && node >= _firstOwn)
            {
                isGone[node] = true;
                foreach (int target in _graph.Targets(node))
                {
                    _work.Push(target);
                }
            }
        }

        for (int node = _firstOwn; node < _graph.Count; node++)
        {
            if (!isGone[node] && !Follows(node))
            {
                Keep(node);
            }
        }
    }

    /// <summary>Pushes the parameter locations of removed inlined functions, which may be removed as well.</summary>
    private void PushLocations(int section)
    {
        ReadOnlySpan<int> targets = _graph.Targets(section);
        for (int target = 0; target < targets.Length; target += Step(section))
        {
            if (!Stays(targets[target]))
            {
                _work.Push(targets[target + 1]);
            }
        }
    }

    /// <summary>Keeps the declaration tags and sections of kept types.</summary>
    private void KeepFollowing()
    {
        for (int node = _firstOwn; node < _graph.Count; node++)
        {
            if (!Follows(node) || _isUnwanted[node])
            {
                continue;
            }

            ReadOnlySpan<int> targets = _graph.Targets(node);
            bool isOn = targets.IsEmpty;
            for (int target = 0; target < targets.Length; target += Math.Max(1, Step(node)))
            {
                isOn |= Stays(targets[target]);
            }

            _isKept[node] |= isOn;
        }
    }

    private BtfRewrite Write(BtfObject btf, NameNumbers names, NamePlaces places, ExtensionWords? extension)
    {
        var ids = new uint[_graph.Count];
        var kept = new int[btf.TypeCount];
        int count = 0;
        for (int node = 0; node < _graph.Count; node++)
        {
            if (node < _firstOwn)
            {
                ids[node] = (uint)node;
            }
            else if (_isKept[node])
            {
                ids[node] = (uint)(_firstOwn + count);
                kept[count++] = node;
            }
        }

        var strings = new OutputStrings(names, btf.Base?.NextStringOffset ?? 0);
        TypeGraph graph = WithoutEntries();
        BtfObject result = new GraphWriter(graph, names, strings).Write(kept.AsSpan(0, count), ids, ObjectForm.Like(btf), extension, places, out byte[] newExtension);
        btf.ThrowIfClosedMeanwhile();
        return new BtfRewrite(result, ids, newExtension);
    }

    /// <summary>Returns the graph without the section entries of removed variables and functions.</summary>
    private TypeGraph WithoutEntries()
    {
        var words = new List<uint>();
        var edges = new List<int>();
        WorkArray<int> starts = _graph.Arena.Take<int>(_graph.Count + 1);
        WorkArray<int> edgeStarts = _graph.Arena.Take<int>(_graph.Count + 1);
        for (int node = 0; node < _graph.Count; node++)
        {
            AddKeptParts(node, words, edges);
            starts[node + 1] = words.Count;
            edgeStarts[node + 1] = edges.Count;
        }

        return new TypeGraph(_graph.Arena, _graph.Arena.Copy<uint>(CollectionsMarshal.AsSpan(words)), starts, edgeStarts, _graph.Arena.Copy<int>(CollectionsMarshal.AsSpan(edges)));
    }

    private void AddKeptParts(int node, List<uint> words, List<int> edges)
    {
        ReadOnlySpan<uint> record = _graph.Record(node);
        ReadOnlySpan<int> targets = _graph.Targets(node);
        if (!Sections.Includes(_graph.Kind(node)))
        {
            words.AddRange(record);
            edges.AddRange(targets);
            return;
        }

        int info = words.Count + 1;
        int step = Step(node);
        int stride = RecordShape.Of(_graph.Kind(node)).Stride;
        words.AddRange(record[..RecordShape.HeadWords]);
        for (int entry = 0; entry < targets.Length / step; entry++)
        {
            ReadOnlySpan<int> entryTargets = targets.Slice(entry * step, step);
            if (Stays(entryTargets[0]))
            {
                words.AddRange(record.Slice(RecordShape.HeadWords + entry * stride, stride));
                edges.AddRange(entryTargets);
            }
            else
            {
                words[info]--;
            }
        }
    }
}
