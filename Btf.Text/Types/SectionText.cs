using System.Globalization;
using Btf.Core;

namespace Btf.Text;

/// <summary>Writes data sections as C: maps as their definitions, variables with their offsets.</summary>
public static class SectionText
{
    private const string Maps = ".maps";
    private const string ClassicMaps = "maps";

    // libbpf reads these numbers from the length of the array that the member points to.
    private static readonly string[] _numbers = ["type", "max_entries", "map_flags", "key_size", "value_size", "numa_node", "pinning", "map_extra"];

    // enum bpf_map_type of include/uapi/linux/bpf.h.
    private static readonly string[] _mapTypes =
    [
        "UNSPEC", "HASH", "ARRAY", "PROG_ARRAY", "PERF_EVENT_ARRAY", "PERCPU_HASH", "PERCPU_ARRAY", "STACK_TRACE", "CGROUP_ARRAY", "LRU_HASH", "LRU_PERCPU_HASH", "LPM_TRIE",
        "ARRAY_OF_MAPS", "HASH_OF_MAPS", "DEVMAP", "SOCKMAP", "CPUMAP", "XSKMAP", "SOCKHASH", "CGROUP_STORAGE", "REUSEPORT_SOCKARRAY", "PERCPU_CGROUP_STORAGE", "QUEUE", "STACK",
        "SK_STORAGE", "DEVMAP_HASH", "STRUCT_OPS", "RINGBUF", "INODE_STORAGE", "TASK_STORAGE", "BLOOM_FILTER", "USER_RINGBUF", "CGRP_STORAGE", "ARENA", "INSN_ARRAY",
    ];

    /// <summary>Writes a section.</summary>
    public static void Write(TextOutput output, BtfDataSection section)
    {
        string name = section.Name.ToString();
        bool isFilled = section.Size != 0;
        string size = isFilled ? string.Create(CultureInfo.InvariantCulture, $"{section.Size} bytes, ") : "";
        string note = isFilled ? "" : "; offsets are filled in when it is loaded";
        output.WriteLine(SafeText.Of(string.Create(CultureInfo.InvariantCulture, $"/* section {name}: {size}{section.Entries.Count} variable{(section.Entries.Count == 1 ? "" : "s")}{note} */")));
        foreach (BtfDataSectionEntry entry in section.Entries)
        {
            if (!entry.Type.TryAsVariable(out BtfVariable variable))
            {
                // A function in the section of external symbols has only a name.
                output.WriteLine(SafeText.Of($"{entry.Type};"));
            }
            else if (name is Maps or ClassicMaps && variable.VariableType.TryGetUnderlying(out BtfType type) && type.TryAsComposite(out BtfComposite map))
            {
                WriteMap(output, variable, map, name);
            }
            else
            {
                output.WriteLine(SafeText.Of(string.Create(
                    CultureInfo.InvariantCulture, $"{(variable.Linkage == BtfVariableLinkage.Static ? "static " : "")}{variable}; /* {(isFilled ? $"{entry.Offset,7}" : "")} {entry.Size,5} */")));
            }
        }
    }

    private static void WriteMap(TextOutput output, BtfVariable variable, BtfComposite map, string section)
    {
        output.WriteLine("struct {");
        foreach (BtfMember member in map.Members)
        {
            output.WriteLine($"\t{SafeText.Of(Definition(member))};");
        }

        output.WriteLine(SafeText.Of($"}} {variable.Name} SEC(\"{section}\");"));
    }

    /// <summary>A member as the macros of libbpf's bpf_helpers.h write it.</summary>
    private static string Definition(BtfMember member)
    {
        string name = member.Name.ToString();
        BtfType type = member.Type.Underlying;
        if (type.TryAsArray(out BtfArray values) && values.ElementType.Underlying is { Kind: BtfKind.Ptr } inner)
        {
            return $"__array({name}, {inner.Target})";
        }

        if (type.Kind != BtfKind.Ptr)
        {
            return member.ToString();
        }

        if (!_numbers.Contains(name) || !type.Target.TryAsArray(out BtfArray array))
        {
            return $"__type({name}, {type.Target})";
        }

        return $"__uint({name}, {(name == "type" && array.Count < _mapTypes.Length ? $"BPF_MAP_TYPE_{_mapTypes[array.Count]}" : array.Count.ToString(CultureInfo.InvariantCulture))})";
    }
}
