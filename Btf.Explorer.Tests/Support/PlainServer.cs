using System.Net;
using Btf.Explorer.Host;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;

namespace Btf.Explorer.Tests;

/// <summary>A web server that knows nothing of the site, and has it below a path.</summary>
internal sealed class PlainServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private PlainServer(WebApplication application, string path) => (_application, Url) = (application, application.Urls.First() + path);

    /// <summary>The address of the site.</summary>
    public string Url { get; }

    /// <summary>Serves a folder below a path.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="path">The path, such as <c>/a/b/</c>.</param>
    /// <param name="files">More files, by name.</param>
    public static async Task<PlainServer> StartAsync(string folder, string path, IReadOnlyDictionary<string, byte[]>? files = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        WebApplication application = builder.Build();
        application.Use(async (context, next) =>
        {
            string name = context.Request.Path.Value!.Split('/')[^1];
            if (files?.TryGetValue(name, out byte[]? content) == true)
            {
                await context.Response.Body.WriteAsync(content);
                return;
            }

            if (context.Request.Path == path)
            {
                context.Request.Path = path + "index.html";
            }

            await next();
        });
        application.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = new PhysicalFileProvider(folder),
            RequestPath = path.TrimEnd('/'),
            ServeUnknownFileTypes = true,
            OnPrepareResponse = context => context.Context.Response.ContentType = ContentTypes.Of(context.File.Name),
        });
        await application.StartAsync();
        return new PlainServer(application, path);
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();
}
