using Microsoft.Playwright;

namespace Btf.Explorer.Tests.Browser;

public sealed class FirstVisitTests
{
    private const int MostBytes = 4_000_000;

    // One test of both: to load the page into an empty browser takes longer than all that is asked of it.
    [Test]
    public async Task The_first_visit_shows_a_sample_asks_no_other_server_takes_at_most_4_MB_and_makes_the_page_open_without_a_network()
    {
        await using IBrowserContext context = await BrowserFixture.NewContextAsync(ColorScheme.Dark);
        await using ExplorerPage page = await ExplorerPage.OpenAsync(context: context);
        page.IsExpected = error => error.Contains("ERR_INTERNET_DISCONNECTED", StringComparison.Ordinal);

        await Assertions.Expect(page.Tab.Locator(".found")).ToContainTextAsync("names");
        long bytes = await page.Tab.EvaluateAsync<long>(
            "performance.getEntriesByType('resource').concat(performance.getEntriesByType('navigation')).reduce((sum, entry) => sum + entry.encodedBodySize, 0)");
        TestContext.Progress.WriteLine($"On the wire: {bytes:N0} bytes.");

        Assert.Multiple(async () =>
        {
            Assert.That(await page.Tab.EvaluateAsync<string>("document.documentElement.dataset.theme"), Is.EqualTo("dark"));
            Assert.That(await page.TextAsync(".sourcename"), Is.EqualTo("sample"));
            Assert.That(await page.TextAsync("h1"), Does.Contain("kernel"));
            Assert.That(await page.HitsAsync(), Does.Contain("list_head"));
            Assert.That(page.Requests, Has.All.StartsWith(BrowserFixture.Url));
            Assert.That(bytes, Is.InRange(1_000_000, MostBytes));
        });

        await page.WaitAsync("navigator.serviceWorker.controller !== null");

        // The tab of the first visit needs a script that it has not loaded yet.
        await context.SetOfflineAsync(true);
        await page.GoAsync("#/type/sk_buff");
        await ExpectReferencesAsync(page);

        await page.Tab.GotoAsync(BrowserFixture.Url + "?x=1#/type/sk_buff");
        await ExpectReferencesAsync(page);

        Assert.That(await page.TextAsync("h1"), Does.EndWith("struct sk_buff"));

        static async Task ExpectReferencesAsync(ExplorerPage page)
        {
            await Assertions.Expect(page.Tab.Locator("#references >> xpath=../.. >> tbody a").First).ToBeVisibleAsync();
            await page.Tab.WaitForLoadStateAsync(LoadState.NetworkIdle);
        }
    }

    [Test]
    public async Task The_site_works_below_any_path_of_any_server_and_tells_which_address_cannot_be_read()
    {
        await using PlainServer server = await PlainServer.StartAsync(BrowserFixture.Folder, "/some/deep/path/");
        await using ExplorerPage page = await ExplorerPage.OpenAsync("?url=missing.btf#/type/task_struct", url: server.Url);
        page.IsExpected = error => error.Contains("404", StringComparison.Ordinal);
        await Assertions.Expect(page.Tab.Locator(".note.error")).ToContainTextAsync("404");
        Assert.That(await page.TextAsync(".sourcename"), Is.EqualTo("sample"));
        await page.Tab.WaitForSelectorAsync("article.type");
        await page.Tab.ClickAsync(".code a >> text=sched_entity");
        await page.WaitAsync("document.querySelector('h1').textContent.includes('sched_entity')");

        Assert.That(page.Tab.Url, Is.EqualTo(server.Url + "?url=missing.btf#/type/sched_entity"));
    }

    [Test]
    public async Task An_address_names_files_and_links_keep_them()
    {
        Dictionary<string, byte[]> files = new() { ["old.btf"] = Samples.Kernel(false), ["module.ko.btf"] = Samples.Module() };
        await using PlainServer server = await PlainServer.StartAsync(BrowserFixture.Folder, "/site/", files);
        await using ExplorerPage page = await ExplorerPage.OpenAsync("?url=old.btf&url=module.ko.btf#/type/module_thing", url: server.Url);
        await page.WaitForSourceAsync("old.btf");
        await page.Tab.ClickAsync(".code a >> text=task_struct");
        await page.WaitAsync("document.querySelector('h1').textContent.includes('task_struct')");

        Assert.That(page.Tab.Url, Does.EndWith("?url=old.btf&url=module.ko.btf#/type/task_struct"));
        await page.SearchAsync("module_thing", "1 answer");
        Assert.That(page.Tab.Url, Does.EndWith("?url=old.btf&url=module.ko.btf#/find/module_thing"));
        await page.Tab.Keyboard.PressAsync("Enter");
        await page.WaitAsync("document.querySelector('h1').textContent.includes('module_thing')");
        Assert.That(page.Tab.Url, Does.EndWith("?url=old.btf&url=module.ko.btf#/type/module_thing"));
    }
}
