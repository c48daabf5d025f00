using Btf.Core.Equality;

namespace Btf.Core.Comparison;

/// <summary>Walks from a changed type to the types that refer to it, as far as the change affects them.</summary>
internal sealed class ImpactSearch
{
    private readonly ComparedTypes _types;
    private readonly bool _isOld;

    // Nodes with a distance, and nodes that are listed: see Key.
    private readonly HashSet<uint> _seen = [];
    private readonly Stack<(int Node, Distance Distance)> _work = new();

    private ImpactSearch(ComparedTypes types, bool isOld)
    {
        _types = types;
        _isOld = isOld;
    }

    /// <summary>How a type on the way refers to the changed one.</summary>
    private enum Distance
    {
        /// <summary>It is the changed type, or another name, a qualified form or an array of it.</summary>
        Same,

        /// <summary>It contains the changed type.</summary>
        Inside,

        /// <summary>It is a pointer to the changed type, or a prototype that uses it.</summary>
        Behind,
    }

    /// <summary>The marks of a node that are not distances.</summary>
    private enum Mark
    {
        Listed = Distance.Behind + 1,
        ListedAsStructOps,
    }

    private static ReadOnlySpan<byte> TracepointPrefix => "btf_trace_"u8;

    private static ReadOnlySpan<byte> StructOpsPrefix => "bpf_struct_ops_"u8;

    private static ReadOnlySpan<byte> KfuncTag => "bpf_kfunc"u8;

    public List<int> Containing { get; } = [];

    public List<int> Referring { get; } = [];

    public List<int> Functions { get; } = [];

    public List<int> Kfuncs { get; } = [];

    public List<int> Tracepoints { get; } = [];

    public List<int> StructOps { get; } = [];

    public ComparedTypes Types => _types;

    public static ImpactSearch Run(ComparedTypes types, int node)
    {
        var search = new ImpactSearch(types, types.IsOld(node));
        if (types.Graph.Kind(node) == BtfKind.Func)
        {
            search.AddFunction(node);
        }

        search.AddIfTracepoint(node);
        search.AddIfStructOps(node);
        search.Push(node, Distance.Same);
        search.Walk();
        return search;
    }

    private void Push(int node, Distance distance)
    {
        if (_seen.Add(Key(node, (int)distance)))
        {
            _work.Push((node, distance));
        }
    }

    private static uint Key(int node, int mark) => (uint)node * 5 + (uint)mark;

    private void Walk()
    {
        while (_work.TryPop(out (int Node, Distance Distance) place))
        {
            foreach (ulong referrer in _types.Referrers.Of(place.Node))
            {
                int source = (int)(referrer >> 32);
                if (_types.IsOld(source) == _isOld)
                {
                    Visit(source, (uint)referrer, place.Distance);
                }
            }
        }
    }

    private void Visit(int node, uint position, Distance distance)
    {
        BtfKind kind = KindOf(node);
        switch (kind)
        {
            case BtfKind.Ptr or BtfKind.FuncProto:
                if (distance != Distance.Inside)
                {
                    Push(node, Distance.Behind);
                }

                break;
            case BtfKind.Array:
                if (position == 0)
                {
                    Push(node, distance);
                }

                break;
            case BtfKind.Struct or BtfKind.Union:
                VisitComposite(node, distance);
                break;
            case BtfKind.Func:
                AddFunction(node);
                break;
            case BtfKind.Var:
                Add(distance == Distance.Behind ? Referring : Containing, node);
                break;
            case BtfKind.Typedef:
                AddIfTracepoint(node);
                Push(node, distance);
                break;
            case BtfKind.Const or BtfKind.Volatile or BtfKind.Restrict or BtfKind.TypeTag:
                Push(node, distance);
                break;
        }
    }

    private void VisitComposite(int node, Distance distance)
    {
        bool isNamed = _types.Graph.Name(node) != 0;
        if (isNamed && Add(distance == Distance.Behind ? Referring : Containing, node))
        {
            AddIfStructOps(node);
        }

        if (distance != Distance.Behind)
        {
            Push(node, Distance.Inside);
        }
        else if (!isNamed)
        {
            Push(node, Distance.Behind);
        }
    }

    private void AddFunction(int node)
    {
        if (Add(Functions, node) && IsKfunc(node))
        {
            Kfuncs.Add(node);
        }
    }

    private bool IsKfunc(int node)
    {
        foreach (ulong referrer in _types.Referrers.Of(node))
        {
            int source = (int)(referrer >> 32);
            if (KindOf(source) == BtfKind.DeclTag && NameOf(source).SequenceEqual(KfuncTag))
            {
                return true;
            }
        }

        return false;
    }

    private void AddIfTracepoint(int node)
    {
        if (KindOf(node) == BtfKind.Typedef && NameOf(node).StartsWith(TracepointPrefix))
        {
            Add(Tracepoints, node);
        }
    }

    /// <summary>Adds a structure of operations: one that the kernel wraps into a <c>bpf_struct_ops_NAME</c>.</summary>
    private void AddIfStructOps(int node)
    {
        if (KindOf(node) != BtfKind.Struct)
        {
            return;
        }

        foreach (ulong referrer in _types.Referrers.Of(node))
        {
            int source = (int)(referrer >> 32);
            if (KindOf(source) == BtfKind.Struct && NameOf(source).StartsWith(StructOpsPrefix) && _seen.Add(Key(node, (int)Mark.ListedAsStructOps)))
            {
                StructOps.Add(node);
                return;
            }
        }
    }

    private BtfKind KindOf(int node) => _types.Kinds[node];

    private ReadOnlySpan<byte> NameOf(int node) => _types.Names.TextOf(_types.Graph.Name(node));

    private bool Add(List<int> list, int node)
    {
        bool isNew = _seen.Add(Key(node, (int)Mark.Listed));
        if (isNew)
        {
            list.Add(node);
        }

        return isNew;
    }
}
