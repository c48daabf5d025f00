namespace Btf.Explorer.Host;

/// <summary>The media types of the site's files.</summary>
internal static class ContentTypes
{
    public const string Json = "application/json; charset=utf-8";
    public const string Bytes = "application/octet-stream";

    public static string Of(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".js" or ".mjs" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".png" => "image/png",
        ".wasm" => "application/wasm",
        ".json" or ".webmanifest" => Json,
        ".txt" => "text/plain; charset=utf-8",
        _ => Bytes,
    };
}
