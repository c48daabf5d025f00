using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.Extensions.Primitives;

namespace Btf.Explorer.Host;

/// <summary>Answers requests: for files of the site, and for the kernel's types. Everything is read-only.</summary>
internal sealed class ExplorerHost
{
    private const string SourcesPath = "btf/sources.json";
    private const string SourcesFolder = "btf/";
    private const string SourcesMeta = "<meta name=\"btf-sources\" content=\"";

    private readonly SiteFolder _site;
    private readonly KernelSources _kernel;

    private ExplorerHost(SiteFolder site, KernelSources kernel) => (_site, _kernel) = (site, kernel);

    /// <summary>Makes a server.</summary>
    /// <param name="site">The site.</param>
    /// <param name="kernel">The kernel's types.</param>
    /// <param name="address">Where to listen. On loopback, only requests to a name of this machine are answered, so that no other site can read through a name of its own.</param>
    /// <param name="port">The port; 0 for any that is free.</param>
    public static WebApplication Create(SiteFolder site, KernelSources kernel, IPAddress address, int port)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Listen(address, port);
        });
        builder.Services.Configure<HostFilteringOptions>(options =>
            options.AllowedHosts = IPAddress.IsLoopback(address) ? ["localhost", "127.0.0.1", "[::1]", address.ToString()] : ["*"]);
        WebApplication application = builder.Build();
        application.UseHostFiltering();
        application.Run(new ExplorerHost(site, kernel).AnswerAsync);
        return application;
    }

    private Task AnswerAsync(HttpContext context)
    {
        HttpResponse response = context.Response;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.CacheControl = "no-cache";
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers.XFrameOptions = "DENY";
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            response.Headers.Allow = "GET, HEAD";
            return Task.CompletedTask;
        }

        string path = (context.Request.Path.Value ?? "/")[1..];
        if (path == SourcesPath && _kernel.IsAsked)
        {
            return WriteAsync(context, WriteSources(), ContentTypes.Json);
        }

        if (path.StartsWith(SourcesFolder, StringComparison.Ordinal))
        {
            return SendSourceAsync(context, path[SourcesFolder.Length..]);
        }

        if (_site.Find(path) is not { } file)
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        return file.IsPage ? WriteAsync(context, ReadPage(file), file.ContentType) : SendFileAsync(context, file);
    }

    /// <summary>Returns the page, which names the list of sources.</summary>
    private byte[] ReadPage(SiteFile file)
    {
        string page = File.ReadAllText(file.Path);
        return Encoding.UTF8.GetBytes(_kernel.IsAsked ? page.Replace(SourcesMeta, SourcesMeta + SourcesPath, StringComparison.Ordinal) : page);
    }

    private static async Task SendFileAsync(HttpContext context, SiteFile file)
    {
        var info = new FileInfo(file.Path);
        string tag = $"\"{info.LastWriteTimeUtc.Ticks:x}-{info.Length:x}\"";
        context.Response.Headers.ETag = tag;
        context.Response.Headers.Vary = "Accept-Encoding";
        if (context.Request.Headers.IfNoneMatch == tag)
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        context.Response.ContentType = file.ContentType;
        string path = file.Path;
        if (file.CompressedPath is not null && Accepts(context.Request.Headers.AcceptEncoding, "br"))
        {
            context.Response.Headers.ContentEncoding = "br";
            path = file.CompressedPath;
        }

        context.Response.ContentLength = new FileInfo(path).Length;
        if (HttpMethods.IsGet(context.Request.Method))
        {
            await context.Response.SendFileAsync(path, context.RequestAborted);
        }
    }

    private async Task SendSourceAsync(HttpContext context, string name)
    {
        // The files of sysfs cannot be sent by the system call for that, and say their length only roughly.
        await using FileStream? source = OpenSource(name);
        if (source is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        context.Response.ContentType = ContentTypes.Bytes;
        if (HttpMethods.IsGet(context.Request.Method))
        {
            await source.CopyToAsync(context.Response.Body, context.RequestAborted);
        }
    }

    private FileStream? OpenSource(string name)
    {
        try
        {
            return _kernel.TryOpen(name);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private byte[] WriteSources()
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream))
        {
            IReadOnlyList<(string Name, long Size)> sources = _kernel.List(out string note);
            json.WriteStartObject();
            json.WriteString("title", KernelSources.Title);
            json.WriteString("note", note);
            json.WriteStartArray("sources");
            foreach ((string name, long size) in sources)
            {
                json.WriteStartObject();
                json.WriteString("name", name);
                json.WriteString("url", SourcesFolder + Uri.EscapeDataString(name));
                json.WriteNumber("size", size);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static async Task WriteAsync(HttpContext context, byte[] content, string contentType)
    {
        context.Response.ContentType = contentType;
        context.Response.ContentLength = content.Length;
        if (HttpMethods.IsGet(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(content, context.RequestAborted);
        }
    }

    private static bool Accepts(StringValues header, string encoding) =>
        header.ToString().Split(',', StringSplitOptions.TrimEntries).Any(part => part == encoding || (part.StartsWith($"{encoding};", StringComparison.Ordinal) && !part.EndsWith("q=0", StringComparison.Ordinal)));
}
