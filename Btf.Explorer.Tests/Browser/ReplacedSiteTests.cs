using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Playwright;

namespace Btf.Explorer.Tests.Browser;

/// <summary>A site is replaced by another version while it is open. It has the explorer's service worker, and little else: loading the explorer takes seconds.</summary>
public sealed class ReplacedSiteTests
{
    private const string Worker = "service-worker.js";
    private const string Manifest = "service-worker-assets.js";
    private const string IsWaiting = "(await navigator.serviceWorker.getRegistration()).waiting !== null";

    private static readonly string[] _assets = ["index.html", "js/part.js", "js/reload.js", "js/start.js"];

    private TemporaryFolder _site = null!;
    private PlainServer _server = null!;
    private IBrowserContext _context = null!;

    [SetUp]
    public async Task Start()
    {
        _site = new TemporaryFolder();
        Directory.CreateDirectory(_site.PathOf("js"));
        _site.Write(Worker, File.ReadAllBytes(Path.Combine(BrowserFixture.Folder, Worker)));
        _site.Write("js/reload.js", File.ReadAllBytes(Path.Combine(BrowserFixture.Folder, "js/reload.js")));
        _site.Write("js/start.js", "navigator.serviceWorker.register('service-worker.js', { updateViaCache: 'none' });"u8);
        WriteVersion(1);
        _server = await PlainServer.StartAsync(_site.PathOf(""), "/");
        _context = await BrowserFixture.NewContextAsync();
    }

    [TearDown]
    public async Task Stop()
    {
        await _context.DisposeAsync();
        await _server.DisposeAsync();
        _site.Dispose();
    }

    [Test]
    public async Task Open_tabs_keep_their_version_and_the_only_one_gets_the_new_version_when_it_is_reloaded()
    {
        IPage first = await OpenAsync();
        WriteVersion(2);
        IPage second = await OpenAsync();
        await WaitAsync(second, IsWaiting);

        Assert.That(await PageVersionAsync(second), Is.EqualTo("1"));
        Assert.That(await PartVersionAsync(first), Is.EqualTo("1"));
        Assert.That(await PartVersionAsync(second), Is.EqualTo("1"));

        await first.ReloadAsync();
        Assert.That(await PageVersionAsync(first), Is.EqualTo("1"), "the other tab is still open");

        await second.GotoAsync("about:blank");
        await first.ReloadAsync();
        await Assertions.Expect(first.Locator("body[data-version='2']")).ToBeAttachedAsync();

        Assert.That(first.Url, Does.EndWith("#/type/task_struct"));
        Assert.That(await PartVersionAsync(first), Is.EqualTo("2"));
        Assert.That(await first.EvaluateAsync<string[]>("caches.keys()"), Is.EqualTo((string[])["btf-explorer-2"]));
    }

    [Test]
    public async Task The_new_version_is_used_when_no_tab_shows_the_site()
    {
        IPage page = await OpenAsync();
        WriteVersion(2);
        await UpdateAsync(page);

        // The tab leaves the site and is not closed: to close it ends the process that the service worker runs in, and a page that Chromium opens at this
        // moment may wait for that process forever. The browser may also open the page before it has noticed that no tab shows the site.
        for (int attempt = 0; await PageVersionAsync(page) == "1" && attempt < 20; attempt++)
        {
            await page.GotoAsync("about:blank");
            await page.GotoAsync(_server.Url);
        }

        Assert.That(await PageVersionAsync(page), Is.EqualTo("2"));
        Assert.That(await PartVersionAsync(page), Is.EqualTo("2"));
    }

    [Test]
    public async Task A_site_that_is_replaced_at_this_moment_is_not_kept()
    {
        IPage page = await OpenAsync();
        WriteVersion(2);
        _site.Write("js/part.js", "export const version = 'half';"u8);
        bool isKept = await page.EvaluateAsync<bool>(
            """
            async () => {
              const site = await navigator.serviceWorker.getRegistration();
              const found = new Promise(done => { site.onupdatefound = () => done(site.installing); });
              await site.update();
              const worker = await found;
              while (worker.state === 'installing') await new Promise(done => setTimeout(done, 20));
              return worker.state !== 'redundant';
            }
            """);

        Assert.That(isKept, Is.False);
        await page.ReloadAsync();
        Assert.That((await PageVersionAsync(page), await PartVersionAsync(page)), Is.EqualTo(("1", "1")));

        WriteVersion(2);
        await UpdateAsync(page);
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("body[data-version='2']")).ToBeAttachedAsync();
    }

    [Test]
    public async Task The_sources_that_a_host_puts_into_the_page_are_the_server_s_and_without_one_those_of_before()
    {
        IPage page = await OpenAsync();
        WriteVersion(1, sources: "btf/sources.json");
        await page.ReloadAsync();
        Assert.That(await SourcesAsync(), Is.EqualTo("btf/sources.json"));

        await _context.SetOfflineAsync(true);
        await page.ReloadAsync();
        Assert.That((await PageVersionAsync(page), await SourcesAsync()), Is.EqualTo(("1", "")));

        Task<string> SourcesAsync() => page.EvaluateAsync<string>("document.querySelector('meta').content");
    }

    private static async Task WaitAsync(IPage page, string condition)
    {
        for (int attempt = 0; !await page.EvaluateAsync<bool>($"async () => {condition}"); attempt++)
        {
            Assert.That(attempt, Is.LessThan(1500), $"Never true: {condition}");
            await Task.Delay(20);
        }
    }

    /// <summary>Has the browser look for a newer version, and waits until that is ready to take over.</summary>
    private static async Task UpdateAsync(IPage page)
    {
        await page.EvaluateAsync("async () => { await (await navigator.serviceWorker.getRegistration()).update(); }");
        await WaitAsync(page, IsWaiting);
    }

    private static Task<string> PageVersionAsync(IPage page) => page.EvaluateAsync<string>("document.body.dataset.version");

    private static Task<string> PartVersionAsync(IPage page) =>
        page.EvaluateAsync<string>("async () => /[0-9]/.exec(await (await fetch('js/part.js')).text())[0]");

    private async Task<IPage> OpenAsync()
    {
        IPage page = await _context.NewPageAsync();
        await page.GotoAsync(_server.Url + "#/type/task_struct");
        await WaitAsync(page, "navigator.serviceWorker.controller !== null");
        return page;
    }

    /// <summary>Writes a version. Its files have other lengths than another version's: the server tells files apart by length and by seconds.</summary>
    private void WriteVersion(int version, string sources = "")
    {
        string lines = new('\n', version);
        WriteText("js/part.js", $"export const version = {version};{lines}");
        WriteText("index.html", $"<!DOCTYPE html><meta name=\"btf-sources\" content=\"{sources}\"><body data-version=\"{version}\"><script src=\"js/start.js\"></script>{lines}");
        var assets = _assets.Select(url => new { url, hash = HashOf(url) });
        WriteText(Manifest, $"self.assetsManifest = {JsonSerializer.Serialize(new { version = $"{version}", assets })};{lines}");
    }

    private string HashOf(string name) => "sha256-" + Convert.ToBase64String(SHA256.HashData(File.ReadAllBytes(_site.PathOf(name))));

    private void WriteText(string name, string text) => _site.Write(name, Encoding.UTF8.GetBytes(text));
}
