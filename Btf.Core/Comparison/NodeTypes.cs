using System.Collections;

namespace Btf.Core.Comparison;

/// <summary>The types of some nodes. The list makes a type when it is read, because most callers only count.</summary>
internal sealed class NodeTypes(ComparedTypes types, int[] nodes) : IReadOnlyList<BtfType>
{
    public int Count => nodes.Length;

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
