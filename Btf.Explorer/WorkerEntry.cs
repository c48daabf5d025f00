using System.Runtime.InteropServices.JavaScript;
using Btf.Explorer.Jobs;
using Btf.Explorer.Sources;

namespace Btf.Explorer;

/// <summary>What <c>js/worker.js</c> calls, in the worker's own runtime.</summary>
internal static partial class WorkerEntry
{
    private static readonly WorkerSources _sources = new(Tell);
    private static Unpacked? _unpacked;

    /// <summary>Opens a source under a slot. An earlier one there is closed.</summary>
    [JSExport]
    internal static string Open(int slot, int baseSlot, bool isProgram, byte[] bytes)
    {
        _sources.Open(slot, baseSlot, isProgram, bytes);
        return "";
    }

    /// <summary>Closes the source under a slot, if there is one.</summary>
    [JSExport]
    internal static string Close(int slot)
    {
        _sources.Close(slot);
        return "";
    }

    /// <summary>Does a job.</summary>
    [JSExport]
    internal static string Run(string job, string arguments) => _sources.Run(job, arguments);

    /// <summary>Takes BTF out of what it is packed in. The parts are fetched with <see cref="TakePart"/>.</summary>
    /// <returns>The error; empty if there is none.</returns>
    [JSExport]
    internal static string Unpack(byte[] bytes)
    {
        _unpacked = Unpacked.Of(bytes, out string error);
        return error;
    }

    /// <summary>Returns a part of what was unpacked last: BTF, its distilled base, or the BPF object.</summary>
    /// <returns>The part; null if there is none.</returns>
    [JSExport]
    internal static byte[]? TakePart(int index) => _unpacked?.Take(index);

    [JSImport("progress", "worker")]
    private static partial void Tell(string text);
}
