using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace Btf.Explorer.Tests.Browser;

/// <summary>The site is replaced by another version while it is open in two tabs.</summary>
public sealed class ReplacedSiteTests
{
    private const string ManifestStart = "self.assetsManifest = ";

    [Test]
    public async Task Open_tabs_keep_their_version_and_the_last_one_gets_the_new_version_when_it_is_reloaded()
    {
        using TemporaryFolder site = new();
        CopySite(site);
        await using PlainServer server = await PlainServer.StartAsync(site.PathOf(""), "/");
        await using IBrowserContext context = await BrowserFixture.NewContextAsync();
        await using ExplorerPage first = await ExplorerPage.OpenAsync("#/type/sk_buff", context, server.Url);
        await first.WaitAsync("navigator.serviceWorker.controller !== null");
        ReplaceSite(site);

        await using ExplorerPage second = await ExplorerPage.OpenAsync(context: context, url: server.Url);
        await second.WaitAsync("await navigator.serviceWorker.getRegistration().then(site => site.waiting !== null)");

        // Both need scripts and assemblies that they have not loaded yet.
        await first.OpenFileAsync("old.gz", Packer.Pack("gzip", Samples.Elf(Samples.Kernel(false))));
        await second.OpenFileAsync("new.xz", Packer.Pack("xz", Samples.Elf(Samples.Kernel(true))));
        Assert.That(await first.TextAsync(".sourcename"), Is.EqualTo("old.gz"));
        Assert.That(await VersionAsync(second), Is.Null);

        await first.Tab.ReloadAsync();
        await first.Tab.WaitForSelectorAsync("main");
        Assert.That(await VersionAsync(first), Is.Null, "the other tab is still open");

        await second.Tab.CloseAsync();
        await first.Tab.ReloadAsync();
        await Assertions.Expect(first.Tab.Locator("body[data-version='2'] h1")).ToContainTextAsync("sk_buff");

        Assert.That(await first.Tab.EvaluateAsync<string[]>("caches.keys()"), Is.EqualTo((string[])["btf-explorer-second"]));
        Assert.That(await first.Tab.EvaluateAsync<string>("fetch('js/worker.js').then(response => response.text())"), Does.StartWith("throw"));
    }

    private static Task<string?> VersionAsync(ExplorerPage page) => page.Tab.EvaluateAsync<string?>("document.body.dataset.version ?? null");

    private static void CopySite(TemporaryFolder site)
    {
        foreach (string path in Directory.EnumerateFiles(BrowserFixture.Folder, "*", SearchOption.AllDirectories))
        {
            if (Path.GetExtension(path) is not (".br" or ".gz"))
            {
                string copy = site.PathOf(Path.GetRelativePath(BrowserFixture.Folder, path));
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(path, copy);
            }
        }
    }

    /// <summary>Writes a second version, whose worker does not start, so that a tab that mixes both versions shows it.</summary>
    private static void ReplaceSite(TemporaryFolder site)
    {
        string page = File.ReadAllText(site.PathOf("index.html"));
        File.WriteAllText(site.PathOf("index.html"), page.Replace("<body>", "<body data-version=\"2\">", StringComparison.Ordinal));
        File.WriteAllText(site.PathOf("js/worker.js"), "throw new Error('the second version');");

        string text = File.ReadAllText(site.PathOf("service-worker-assets.js"));
        JsonNode manifest = JsonNode.Parse(text[ManifestStart.Length..].TrimEnd().TrimEnd(';'))!;
        manifest["version"] = "second";
        foreach (JsonNode? asset in manifest["assets"]!.AsArray())
        {
            asset!["hash"] = "sha256-" + Convert.ToBase64String(SHA256.HashData(File.ReadAllBytes(site.PathOf((string)asset["url"]!))));
        }

        File.WriteAllText(site.PathOf("service-worker-assets.js"), ManifestStart + manifest.ToJsonString() + ";");
    }
}
