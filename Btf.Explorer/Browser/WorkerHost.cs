using System.Runtime.InteropServices.JavaScript;

namespace Btf.Explorer.Browser;

/// <summary>The worker, seen from the page. The functions are those of <c>js/background.js</c>.</summary>
internal static partial class WorkerHost
{
    private const string Module = "background";

    public static Task LoadAsync() => JSHost.ImportAsync(Module, "../js/background.js");

    [JSImport("watch", Module)]
    public static partial void Watch([JSMarshalAs<JSType.Function<JSType.String>>] Action<string> progressed);

    /// <summary>Ends the worker. What waits for it fails with the message.</summary>
    [JSImport("stop", Module)]
    public static partial void Stop(string message);

    [JSImport("isRunning", Module)]
    public static partial bool IsRunning();

    /// <summary>Sends a source to the worker.</summary>
    [JSImport("open", Module)]
    [return: JSMarshalAs<JSType.Promise<JSType.Object>>]
    public static partial Task<JSObject> OpenAsync(int slot, int baseSlot, bool isProgram, [JSMarshalAs<JSType.MemoryView>] ArraySegment<byte> bytes);

    /// <summary>Closes a source in the worker.</summary>
    [JSImport("close", Module)]
    public static partial void Close(int slot);

    [JSImport("unpack", Module)]
    [return: JSMarshalAs<JSType.Promise<JSType.Object>>]
    public static partial Task<JSObject> UnpackAsync([JSMarshalAs<JSType.MemoryView>] ArraySegment<byte> bytes);

    [JSImport("run", Module)]
    [return: JSMarshalAs<JSType.Promise<JSType.Object>>]
    public static partial Task<JSObject> RunAsync(string job, string args);

    [JSImport("part", Module)]
    public static partial byte[] GetPart(JSObject answer, int index);

    [JSImport("hasPart", Module)]
    public static partial bool HasPart(JSObject answer, int index);
}
