using System.Globalization;
using System.Runtime.Versioning;
using Btf.Core;
using Btf.Core.Values;

namespace Btf.Cli;

/// <summary>Prints the entries of a map of the running kernel.</summary>
internal static class MapPrinter
{
    /// <summary>Prints all entries.</summary>
    /// <param name="place">The map's id, or the path to which it is pinned.</param>
    /// <param name="options">The form. JSON is the array that <c>bpftool map dump</c> writes.</param>
    /// <param name="output">Takes the text.</param>
    public static int Print(string place, BtfValueOptions options, TextOutput output)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw NotHere();
        }

        using BpfMap map = Open(place);
        if (map.ValueTypeId == 0)
        {
            throw HasNoTypes(map);
        }

        using BtfObject btf = KernelBtf.OpenLoaded(map.BtfId);
        MapEntryWriter writer = new(map, btf, options, output);
        byte[] key = new byte[map.KeySize];
        byte[] values = new byte[map.ValueStep * map.ProcessorCount];
        writer.Begin();

        // A map that changes meanwhile may start over; it never holds more entries than this at once.
        for (uint i = 0; i < map.MaxEntries && map.TryGetNextKey(i == 0 ? default : key, key); i++)
        {
            if (map.TryGetValue(key, values))
            {
                writer.Write(key, values);
            }
        }

        writer.End();
        return ExitCode.Done;
    }

    /// <summary>Opens the types that a map was created with.</summary>
    /// <param name="place">The map's id, or the path to which it is pinned.</param>
    public static Source OpenTypes(string place)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw NotHere();
        }

        using BpfMap map = Open(place);
        return Source.OpenLoaded(map.BtfId, $"map {place}", NameLookup.Scan);
    }

    private static ToolException NotHere() => new(ExitCode.Unreadable, "Only a Linux kernel has BPF maps; this system is another.");

    [SupportedOSPlatform("linux")]
    private static BpfMap Open(string place)
    {
        BpfMap map = uint.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out uint id) ? BpfMap.Open(id) : BpfMap.OpenPinned(place);
        if (map.BtfId == 0)
        {
            using (map)
            {
                throw HasNoTypes(map);
            }
        }

        return map;
    }

    [SupportedOSPlatform("linux")]
    private static ToolException HasNoTypes(BpfMap map) =>
        new(ExitCode.No, $"Map {map.Id} '{SafeText.Of(map.Name)}' was created without types: its keys and values are {map.KeySize} and {map.ValueSize} bytes.");
}
