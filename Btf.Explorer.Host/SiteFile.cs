namespace Btf.Explorer.Host;

/// <summary>A file of the site.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="CompressedPath">Where its content is, compressed by brotli; null if it is not.</param>
/// <param name="ContentType">The media type.</param>
internal sealed record SiteFile(string Path, string? CompressedPath, string ContentType)
{
    /// <summary>Whether it is the page itself.</summary>
    public bool IsPage => Path.EndsWith("index.html", StringComparison.Ordinal);
}
