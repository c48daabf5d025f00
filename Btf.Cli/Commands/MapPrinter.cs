using System.Globalization;
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
            throw new ToolException(ExitCode.Unreadable, "Only a Linux kernel has BPF maps; this system is another.");
        }

        using BpfMap map = uint.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out uint id) ? BpfMap.Open(id) : BpfMap.OpenPinned(place);
        if (map.BtfId == 0 || map.ValueTypeId == 0)
        {
            throw new ToolException(ExitCode.No, $"Map {map.Id} '{SafeText.Of(map.Name)}' was created without types: its keys and values are {map.KeySize} and {map.ValueSize} bytes.");
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
}
