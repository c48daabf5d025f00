using Btf.Core;

namespace Tracer;

/// <summary>A map as C declares it in the section <c>.maps</c>: each member is a pointer to an array whose length is the member's value.</summary>
internal sealed record MapDefinition(string Name, uint Type, uint MaxEntries)
{
    /// <summary>Reads the maps of an object.</summary>
    public static IEnumerable<MapDefinition> Read(BtfObject btf)
    {
        if (!btf.TryFindType(".maps"u8, BtfKind.DataSec, out BtfType section))
        {
            yield break;
        }

        foreach (BtfDataSectionEntry entry in section.AsDataSection().Entries)
        {
            BtfVariable variable = entry.Type.AsVariable();
            BtfComposite map = variable.VariableType.Underlying.AsComposite();
            yield return new MapDefinition(variable.Name.ToString(), Number(map, "type"), Number(map, "max_entries"));
        }
    }

    private static uint Number(BtfComposite map, string member) => map.FindMember(member).Member.Type.Target.AsArray().Count;
}
