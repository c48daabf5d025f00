namespace Btf.Core.Comparison;

/// <summary>The differences between two sides that are not differences of types.</summary>
internal static class SideRemarks
{
    public static IReadOnlyList<string> Of(IReadOnlyList<NamedPart> old, IReadOnlyList<NamedPart> @new)
    {
        List<string> remarks = [];
        BtfObject first = old[0].Object;
        BtfObject second = @new[0].Object;
        if (first.ByteOrder != second.ByteOrder)
        {
            remarks.Add($"The byte order differs: {first.ByteOrder} against {second.ByteOrder}. The types are compared all the same.");
        }

        if (first.PointerSize != second.PointerSize)
        {
            remarks.Add($"The size of a pointer differs: {Size(first.PointerSize)} against {Size(second.PointerSize)}. Offsets and sizes are compared as they are.");
        }

        HashSet<string> oldNames = [.. old.Select(part => part.Name)];
        HashSet<string> newNames = [.. @new.Select(part => part.Name)];
        remarks.AddRange(old.Where(part => !newNames.Contains(part.Name)).Select(part => $"Module {part.Name} was removed."));
        remarks.AddRange(@new.Where(part => !oldNames.Contains(part.Name)).Select(part => $"Module {part.Name} was added."));
        return remarks;
    }

    private static string Size(int size) => size == 0 ? "unknown" : $"{size} bytes";
}
