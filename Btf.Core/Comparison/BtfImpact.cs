namespace Btf.Core.Comparison;

/// <summary>The types that a change of a type affects.</summary>
public sealed class BtfImpact
{
    private BtfImpact(ComparedTypes types, ImpactMarks found)
    {
        Containing = new NodeTypes(types, [.. found.Containing]);
        Referring = new NodeTypes(types, [.. found.Referring]);
        Functions = new NodeTypes(types, [.. found.Functions]);
        Kfuncs = new NodeTypes(types, [.. found.Kfuncs]);
        Tracepoints = new NodeTypes(types, [.. found.Tracepoints]);
        StructOps = new NodeTypes(types, [.. found.StructOps]);
    }

    /// <summary>The structures, unions and variables that contain the type, directly or within another type: their size or layout may change.</summary>
    public IReadOnlyList<BtfType> Containing { get; }

    /// <summary>The structures, unions and variables with a pointer to the type, also in the types of function pointers.</summary>
    public IReadOnlyList<BtfType> Referring { get; }

    /// <summary>The functions that take or return the type or a pointer to it. If a function changed, the function itself.</summary>
    public IReadOnlyList<BtfType> Functions { get; }

    /// <summary>The functions of <see cref="Functions"/> that BPF programs can call.</summary>
    public IReadOnlyList<BtfType> Kfuncs { get; }

    /// <summary>The typedefs <c>btf_trace_NAME</c> of the tracepoints that pass the type or a pointer to it.</summary>
    public IReadOnlyList<BtfType> Tracepoints { get; }

    /// <summary>The structures that BPF programs can implement, and that contain the type or have it in the signature of an operation.</summary>
    public IReadOnlyList<BtfType> StructOps { get; }

    /// <summary>Whether the change affects only the type itself.</summary>
    public bool IsEmpty => Containing.Count + Referring.Count + Functions.Count + Tracepoints.Count + StructOps.Count == 0;

    internal static BtfImpact Find(ComparedTypes types, int node)
    {
        ImpactMarks marks = types.Roles.Rent();
        ImpactSearch.Run(types, node, marks);
        var impact = new BtfImpact(types, marks);
        types.Roles.Return(marks);
        return impact;
    }
}
