using System.Collections;

namespace Btf.Core.Comparison;

/// <summary>The types at some nodes. A type is made when the list is read: most callers only count such lists.</summary>
internal sealed class NodeTypes(ComparedTypes types, List<int> nodes) : IReadOnlyList<BtfType>
{
    public int Count => nodes.Count;

    public BtfType this[int index] => types.TypeOf(nodes[index]);

    public IEnumerator<BtfType> GetEnumerator()
    {
        foreach (int node in nodes)
        {
            yield return types.TypeOf(node);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
