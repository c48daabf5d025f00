using Btf.Core.Equality;

namespace Btf.Core.Comparison;

/// <summary>Walks from a type to what refers to it, as far as the change of the type matters.</summary>
internal sealed class ImpactSearch
{
    private readonly ComparedTypes _types;
    private readonly bool _isOld;
    private readonly HashSet<(int Node, Distance Distance)> _seen = [];
    private readonly Stack<(int Node, Distance Distance)> _work = new();
    private readonly HashSet<int> _listed = [];

    private ImpactSearch(ComparedTypes types, bool isOld)
    {
        _types = types;
        _isOld = isOld;
    }

    /// <summary>How a type on the way has the changed one.</summary>
    private enum Distance
    {
        /// <summary>It is the changed type, or another name, a qualified form or an array of it.</summary>
        Same,

        /// <summary>It contains the changed type.</summary>
        Inside,

        /// <summary>It is a pointer to the changed type, or a prototype with it.</summary>
        Behind,
    }

    private static ReadOnlySpan<byte> TracepointPrefix => "btf_trace_"u8;

    private static ReadOnlySpan<byte> StructOpsPrefix => "bpf_struct_ops_"u8;

    private static ReadOnlySpan<byte> KfuncTag => "bpf_kfunc"u8;

    public List<BtfType> Containing { get; } = [];

    public List<BtfType> Referring { get; } = [];

    public List<BtfType> Functions { get; } = [];

    public List<BtfType> Kfuncs { get; } = [];

    public List<BtfType> Tracepoints { get; } = [];

    public List<BtfType> StructOps { get; } = [];

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
        if (_seen.Add((node, distance)))
        {
            _work.Push((node, distance));
        }
    }

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
        BtfKind kind = _types.Graph.Kind(node);
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
        AddIfStructOps(node);
        if (isNamed)
        {
            Add(distance == Distance.Behind ? Referring : Containing, node);
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
            Kfuncs.Add(_types.TypeOf(node));
        }
    }

    private bool IsKfunc(int node)
    {
        foreach (ulong referrer in _types.Referrers.Of(node))
        {
            int source = (int)(referrer >> 32);
            if (_types.Graph.Kind(source) == BtfKind.DeclTag && NameOf(source).SequenceEqual(KfuncTag))
            {
                return true;
            }
        }

        return false;
    }

    private void AddIfTracepoint(int node)
    {
        if (_types.Graph.Kind(node) == BtfKind.Typedef && NameOf(node).StartsWith(TracepointPrefix))
        {
            Add(Tracepoints, node);
        }
    }

    /// <summary>A structure of operations is one that the kernel wraps into a <c>bpf_struct_ops_NAME</c>.</summary>
    private void AddIfStructOps(int node)
    {
        if (_types.Graph.Kind(node) != BtfKind.Struct)
        {
            return;
        }

        foreach (ulong referrer in _types.Referrers.Of(node))
        {
            int source = (int)(referrer >> 32);
            if (_types.Graph.Kind(source) == BtfKind.Struct && NameOf(source).StartsWith(StructOpsPrefix) && _listed.Add(~node))
            {
                StructOps.Add(_types.TypeOf(node));
                return;
            }
        }
    }

    private ReadOnlySpan<byte> NameOf(int node) => _types.Names.TextOf(_types.Graph.Name(node));

    private bool Add(List<BtfType> list, int node)
    {
        bool isNew = _listed.Add(node);
        if (isNew)
        {
            list.Add(_types.TypeOf(node));
        }

        return isNew;
    }
}
