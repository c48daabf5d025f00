using System.Runtime.InteropServices.JavaScript;

namespace Btf.Explorer.Browser;

/// <summary>Files that the user gives to the page, and addresses that it reads. The functions are those of <c>js/files.js</c>.</summary>
internal static partial class BrowserFiles
{
    private const string Module = "files";

    public static Task LoadAsync() => JSHost.ImportAsync(Module, "../js/files.js");

    /// <summary>Calls a function with a JSON list of files whenever the user drops or picks some.</summary>
    [JSImport("watch", Module)]
    public static partial void Watch([JSMarshalAs<JSType.Function<JSType.String>>] Action<string> given);

    /// <summary>Opens the browser's dialog for files.</summary>
    [JSImport("pick", Module)]
    public static partial void Pick();

    [JSImport("forget", Module)]
    public static partial void Forget(int id);

    /// <summary>Returns the address of the list of sources that a host offers; empty if there is none.</summary>
    [JSImport("sourcesUrl", Module)]
    public static partial string GetSourcesUrl();

    [JSImport("fetchText", Module)]
    [return: JSMarshalAs<JSType.Promise<JSType.String>>]
    public static partial Task<string> FetchTextAsync(string url);

    /// <summary>Reads a file whole.</summary>
    public static async Task<byte[]> ReadAsync(int id)
    {
        using JSObject answer = await ReadFileAsync(id);
        return BytesOf(answer);
    }

    /// <summary>Reads what an address has, unless that is longer than the limit.</summary>
    /// <returns>The bytes, and how many there are; more than the limit if nothing was kept.</returns>
    public static async Task<(byte[] Bytes, long Size)> FetchAsync(string url, long limit)
    {
        using JSObject answer = await FetchBytesAsync(url, limit);
        return (BytesOf(answer), (long)answer.GetPropertyAsDouble("size"));
    }

    // Copied once. As a property, they would be copied twice.
    private static byte[] BytesOf(JSObject answer)
    {
        byte[] bytes = GC.AllocateUninitializedArray<byte>(GetLength(answer));
        CopyBytes(answer, bytes);
        return bytes;
    }

    [JSImport("lengthOf", Module)]
    private static partial int GetLength(JSObject answer);

    [JSImport("copyBytes", Module)]
    private static partial void CopyBytes(JSObject answer, [JSMarshalAs<JSType.MemoryView>] Span<byte> to);

    [JSImport("read", Module)]
    [return: JSMarshalAs<JSType.Promise<JSType.Object>>]
    private static partial Task<JSObject> ReadFileAsync(int id);

    [JSImport("fetchBytes", Module)]
    [return: JSMarshalAs<JSType.Promise<JSType.Object>>]
    private static partial Task<JSObject> FetchBytesAsync(string url, double limit);
}
