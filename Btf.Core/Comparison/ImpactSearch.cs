using Btf.Core.Equality;

namespace Btf.Core.Comparison;

/// <summary>Walks from a changed type to the types that refer to it, as far as the change affects them.</summary>
internal sealed class ImpactSearch
{
    private readonly ComparedTypes _types;
    private readonly ImpactMarks _marks;
    private readonly Referrers _referrers;

    private ImpactSearch(ComparedTypes types, ImpactMarks marks, bool isOld)
    {
        _types = types;
        _marks = marks;
        _referrers = types.ReferrersOf(isOld);
    }

    /// <summary>The marks of a node that are not distances.</summary>
    private enum Mark
    {
        Listed = ImpactDistance.Behind + 1,
        ListedAsStructOps,
    }

    private static ReadOnlySpan<byte> TracepointPrefix => "btf_trace_"u8;

    /// <summary>Searches from a changed type.</summary>
    /// <param name="types">The types of both sides.</param>
    /// <param name="node">The changed type.</param>
    /// <param name="marks">Takes what is found. It must be empty.</param>
    public static void Run(ComparedTypes types, int node, ImpactMarks marks)
    {
        var search = new ImpactSearch(types, marks, types.IsOld(node));
        if (types.Graph.Kind(node) == BtfKind.Func)
        {
            search.AddFunction(node);
        }

        search.AddIfTracepoint(node);
        search.AddIfStructOps(node);
        search.Push(node, ImpactDistance.Same);
        search.Walk();
    }

    private void Push(int node, ImpactDistance distance)
    {
        if (_marks.TryMark(node, (int)distance))
        {
            _marks.Work.Push((node, distance));
        }
    }

    private void Walk()
    {
        while (_marks.Work.TryPop(out (int Node, ImpactDistance Distance) place))
        {
            foreach (ulong referrer in _referrers.Of(place.Node))
            {
                Visit((int)(referrer >> 32), (uint)referrer, place.Distance);
            }
        }
    }

    private void Visit(int node, uint position, ImpactDistance distance)
    {
        BtfKind kind = KindOf(node);
        switch (kind)
        {
            case BtfKind.Ptr or BtfKind.FuncProto:
                if (distance != ImpactDistance.Inside)
                {
                    Push(node, ImpactDistance.Behind);
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
                Add(distance == ImpactDistance.Behind ? _marks.Referring : _marks.Containing, node);
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

    private void VisitComposite(int node, ImpactDistance distance)
    {
        bool isNamed = _types.Graph.Name(node) != 0;
        if (isNamed && Add(distance == ImpactDistance.Behind ? _marks.Referring : _marks.Containing, node))
        {
            AddIfStructOps(node);
        }

        if (distance != ImpactDistance.Behind)
        {
            Push(node, ImpactDistance.Inside);
        }
        else if (!isNamed)
        {
            Push(node, ImpactDistance.Behind);
        }
    }

    private void AddFunction(int node)
    {
        if (Add(_marks.Functions, node) && _types.Roles.IsKfunc(node))
        {
            _marks.Kfuncs.Add(node);
        }
    }

    private void AddIfTracepoint(int node)
    {
        if (KindOf(node) == BtfKind.Typedef && _types.Names.StartsWith(_types.Graph.Name(node), TracepointPrefix))
        {
            Add(_marks.Tracepoints, node);
        }
    }

    private void AddIfStructOps(int node)
    {
        if (_types.Roles.IsStructOps(node) && _marks.TryMark(node, (int)Mark.ListedAsStructOps))
        {
            _marks.StructOps.Add(node);
        }
    }

    private BtfKind KindOf(int node) => _types.Kinds[node];

    private bool Add(List<int> list, int node)
    {
        bool isNew = _marks.TryMark(node, (int)Mark.Listed);
        if (isNew)
        {
            list.Add(node);
        }

        return isNew;
    }
}
