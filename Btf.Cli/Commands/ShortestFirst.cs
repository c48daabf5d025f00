using Btf.Core;

namespace Btf.Cli;

/// <summary>
/// Sorts answers by the length of their text, shortest first. A few letters find most names of a kernel, so each answer is kept in 12 bytes.
/// </summary>
internal static class ShortestFirst
{
    /// <summary>Returns answers without shapes in order.</summary>
    public static IEnumerable<FoundName> Of(IEnumerable<FoundName> found)
    {
        List<(string Name, BtfObject Object)> parts = [];
        SortedDictionary<int, List<Kept>> byLength = [];
        foreach (FoundName name in found)
        {
            if (parts.Count == 0 || parts[^1].Object != name.Type.Object)
            {
                parts.Add((name.ObjectName, name.Type.Object));
            }

            int length = name.Text.Length;
            if (!byLength.TryGetValue(length, out List<Kept>? sameLength))
            {
                byLength.Add(length, sameLength = []);
            }

            sameLength.Add(new Kept(parts.Count - 1, name.Type.Id, name.ValueIndex < 0 ? name.MemberIndex : -2 - name.ValueIndex));
        }

        foreach (List<Kept> sameLength in byLength.Values)
        {
            foreach (Kept kept in sameLength)
            {
                (string name, BtfObject btf) = parts[kept.Part];
                yield return new FoundName(name, btf[kept.Id], Math.Max(kept.Index, -1), kept.Index < -1 ? -2 - kept.Index : -1);
            }
        }
    }

    /// <summary>An answer.</summary>
    /// <param name="Part">The index of its object.</param>
    /// <param name="Id">The id of its type.</param>
    /// <param name="Index">The index of its member; -1 for none. For the value with index n, -2 - n.</param>
    private readonly record struct Kept(int Part, uint Id, int Index);
}
