using System.Runtime.CompilerServices;

namespace Btf.Core.Equality;

/// <summary>One object of a graph, which maps its type ids to node numbers.</summary>
/// <param name="btf">The object.</param>
/// <param name="firstNode">The node of the object's first own type.</param>
/// <param name="below">The part of the object's base; null if it has none.</param>
/// <param name="names">Maps the object's string offsets to offsets among all strings.</param>
internal sealed class GraphPart(BtfObject btf, int firstNode, GraphPart? below, NamePlaces names)
{
    private readonly uint _firstTypeId = btf.FirstTypeId;
    private readonly GraphPart? _below = below;
    private readonly int _shift = firstNode - (int)btf.FirstTypeId;

    public BtfObject Object => btf;

    public int FirstNode => firstNode;

    /// <summary>The node of the object's last type plus 1.</summary>
    public int EndNode { get; } = checked(firstNode + btf.TypeCount);

    public NamePlaces Names => names;

    /// <summary>Returns the node of a type id. The id must exist in the object or its bases.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int NodeOf(uint id) => id >= _firstTypeId ? (int)id + _shift : NodeBelow(id);

    private int NodeBelow(uint id)
    {
        GraphPart? part = _below;
        while (part is not null && id < part._firstTypeId)
        {
            part = part._below;
        }

        return part is null ? 0 : (int)id + part._shift;
    }

    /// <summary>Returns the type id of one of the object's own nodes.</summary>
    public uint IdOf(int node) => (uint)(node - _shift);
}
