using System.Collections.Concurrent;

namespace Btf.Core.Comparison;

/// <summary>The types with a special meaning for BPF programs, found once for all searches, and the memory that the searches reuse.</summary>
internal sealed class ImpactRoles
{
    private readonly ComparedTypes _types;
    private readonly bool[] _isMarked;
    private readonly ConcurrentBag<ImpactMarks> _spare = [];

    private ImpactRoles(ComparedTypes types)
    {
        _types = types;
        _isMarked = new bool[types.Graph.Count];
    }

    private static ReadOnlySpan<byte> StructOpsPrefix => "bpf_struct_ops_"u8;

    private static ReadOnlySpan<byte> KfuncTag => "bpf_kfunc"u8;

    public static ImpactRoles Find(ComparedTypes types)
    {
        var roles = new ImpactRoles(types);
        ReadOnlySpan<BtfKind> kinds = types.Kinds;
        for (int node = 1; node < kinds.Length; node++)
        {
            switch (kinds[node])
            {
                case BtfKind.DeclTag when types.Names.IsText(types.Graph.Name(node), KfuncTag):
                case BtfKind.Struct when types.Names.StartsWith(types.Graph.Name(node), StructOpsPrefix):
                    roles.MarkTargets(node);
                    break;
            }
        }

        return roles;
    }

    /// <summary>Returns whether a node is a function that BPF programs can call.</summary>
    public bool IsKfunc(int node) => _isMarked[node] && _types.Kinds[node] == BtfKind.Func;

    /// <summary>Returns whether a node is a structure of operations: one that the kernel wraps into a <c>bpf_struct_ops_NAME</c>.</summary>
    public bool IsStructOps(int node) => _isMarked[node] && _types.Kinds[node] == BtfKind.Struct;

    /// <summary>Returns empty marks.</summary>
    public ImpactMarks Rent() => _spare.TryTake(out ImpactMarks? marks) ? marks : new ImpactMarks(_isMarked.Length);

    /// <summary>Takes marks back.</summary>
    public void Return(ImpactMarks marks)
    {
        marks.Clear();
        _spare.Add(marks);
    }

    private void MarkTargets(int node)
    {
        foreach (int target in _types.Graph.Targets(node))
        {
            _isMarked[target] = true;
        }
    }
}
