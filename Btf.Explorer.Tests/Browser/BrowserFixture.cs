using System.Net;
using Btf.Explorer.Host;
using Microsoft.AspNetCore.Builder;
using Microsoft.Playwright;

namespace Btf.Explorer.Tests.Browser;

/// <summary>One browser and one server for all tests of this namespace. Without Chromium the tests are skipped, or fail where oracles are required.</summary>
[SetUpFixture]
public sealed class BrowserFixture
{
    private static readonly string[] _arguments =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private static readonly TemporaryFolder _files = new();
    private static int _fileCount;
    private static IPlaywright? _playwright;
    private static WebApplication? _host;

    internal static IBrowser Browser { get; private set; } = null!;

    /// <summary>The context that most tests share: its cache is warm after the first page.</summary>
    internal static IBrowserContext Shared { get; private set; } = null!;

    /// <summary>The address of the site.</summary>
    internal static string Url { get; private set; } = "";

    /// <summary>The folder of the published site.</summary>
    internal static string Folder { get; private set; } = "";

    [OneTimeSetUp]
    public async Task Start()
    {
        // The shell is the same browser without windows, menus and what belongs to them: the tests take a fifth less time in it.
        string shell = Oracles.FindProgram("chromium-headless-shell") ?? WholeBrowser();
        Folder = PublishedSite.Folder();
        _host = ExplorerHost.Create(SiteFolder.TryOpen(Folder)!, KernelSources.None, IPAddress.Loopback, 0);
        await _host.StartAsync();
        Url = _host.Urls.First() + "/";
        Assertions.SetDefaultExpectTimeout(30_000);
        _playwright = await Playwright.CreateAsync();
        Browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = shell, Args = _arguments });
        Shared = await NewContextAsync();
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (Browser is not null)
        {
            await Browser.DisposeAsync();
        }

        _playwright?.Dispose();
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        _files.Dispose();
    }

    /// <summary>Writes a file for the browser to read, which costs less than to send it. It stays until the end.</summary>
    internal static string FileOf(string name, byte[] bytes)
    {
        string folder = _files.PathOf($"{Interlocked.Increment(ref _fileCount)}");
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    /// <summary>Starts the whole browser with a profile on disk, as users have. Only such a browser keeps compiled WebAssembly for the next visit.</summary>
    internal static Task<IBrowserContext> NewProfileAsync(string folder) => _playwright!.Chromium.LaunchPersistentContextAsync(
        folder, new BrowserTypeLaunchPersistentContextOptions { ExecutablePath = WholeBrowser(), Args = _arguments, ViewportSize = new ViewportSize { Width = 1280, Height = 800 } });

    /// <summary>Makes a context of its own: nothing is cached.</summary>
    internal static async Task<IBrowserContext> NewContextAsync(ColorScheme scheme = ColorScheme.Light, int width = 1280, int height = 800)
    {
        IBrowserContext context = await Browser.NewContextAsync(new BrowserNewContextOptions { ColorScheme = scheme, ViewportSize = new ViewportSize { Width = width, Height = height } });
        await context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        return context;
    }

    private static string WholeBrowser() => Oracles.FindProgram("chromium-browser") ?? Oracles.Program("chromium");
}
