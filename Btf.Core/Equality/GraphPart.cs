namespace Btf.Core.Equality;

/// <summary>One object of a graph and how its type ids become node numbers.</summary>
/// <param name="btf">The object.</param>
/// <param name="firstNode">The node of the object's first own type.</param>
/// <param name="below">The part of the object's base; null where it stands alone.</param>
/// <param name="names">How the object's string offsets become those of all strings.</param>
internal sealed class GraphPart(BtfObject btf, int firstNode, GraphPart? below, NamePlaces names)
{
    private readonly uint _firstTypeId = btf.FirstTypeId;
    private readonly GraphPart? _below = below;
    private readonly int _shift = firstNode - (int)btf.FirstTypeId;

    public BtfObject Object => btf;

    public int FirstNode => firstNode;

    /// <summary>One past the node of the object's last type.</summary>
    public int EndNode { get; } = checked(firstNode + btf.TypeCount);

    public NamePlaces Names => names;

    /// <summary>The node of a type id, which exists in the object or its bases.</summary>
    public int NodeOf(uint id)
    {
        GraphPart? part = this;
        while (part is not null && id < part._firstTypeId)
        {
            part = part._below;
        }

        return part is null ? 0 : (int)id + part._shift;
    }

    /// <summary>The type id of one of the object's own nodes.</summary>
    public uint IdOf(int node) => (uint)(node - _shift);
}
