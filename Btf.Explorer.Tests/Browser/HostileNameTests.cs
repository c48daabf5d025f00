using Microsoft.Playwright;

namespace Btf.Explorer.Tests.Browser;

public sealed class HostileNameTests
{
    [Test]
    public async Task Hostile_names_never_become_markup()
    {
        await using ExplorerPage page = await ExplorerPage.OpenAsync();
        await page.OpenFileAsync(Samples.Markup.Replace('/', ' '), Samples.Hostile());
        foreach (string view in (string[])[.. Enumerable.Range(1, 12).Select(id => $"#/id/{id}"), "#/statistics", "#/verify", "#/find/script", "#/find/?in=members", "#/find/?in=values", $"#/type/{Uri.EscapeDataString(Samples.Markup)}"])
        {
            await page.GoAsync(view);
            await page.WaitAsync("document.querySelector('.view') !== null && document.querySelector('main .spin') === null");
            Assert.That(await page.Tab.EvaluateAsync<bool>("window.hacked === undefined && document.querySelector('main img, main script, .search img, .search script, main b, svg[onload]') === null"), view);
            Assert.That(await page.Tab.EvaluateAsync<string>("document.body.innerText"), Does.Not.Contain("\u202e").And.Not.Contain("\u001b").And.Not.Contain("\ufffd"), view);
        }

        Assert.That(await page.TextAsync(".titled h1"), Does.Contain("<img src=x"));
        await page.GoAsync("#/find/evil?in=members");
        await Assertions.Expect(page.Tab.Locator(".hitname").First).ToHaveTextAsync(@"\u202eevil\x1b[31m");
    }

    [Test]
    public async Task Inline_scripts_are_refused_by_the_policy()
    {
        await using ExplorerPage page = await ExplorerPage.OpenAsync();
        page.IsExpected = error => error.Contains("Content Security Policy", StringComparison.Ordinal);
        string policy = await page.Tab.EvaluateAsync<string>("document.querySelector('meta[http-equiv=Content-Security-Policy]').content");
        await page.Tab.EvaluateAsync("() => { const script = document.createElement('script'); script.textContent = 'window.hacked = 1'; document.body.append(script); }");

        Assert.That(policy.Split(';').Single(part => part.Trim().StartsWith("script-src ", StringComparison.Ordinal)), Does.Not.Contain("unsafe-inline").And.Not.Contain("'unsafe-eval'"));
        Assert.That(await page.Tab.EvaluateAsync<bool>("window.hacked === undefined"));
    }

    [Test]
    public async Task Structures_with_very_many_members_and_very_long_names_are_shown()
    {
        BtfBuilder builder = new();
        uint number = builder.AddInt("int", 4, BtfIntEncoding.Signed);
        builder.AddStruct(new string('x', 100_000), 80_000, [.. Enumerable.Range(0, 20_000).Select(i => new BtfBuilderMember($"m{i}", number, (uint)i * 32))]);
        await using ExplorerPage page = await ExplorerPage.OpenAsync();
        await page.OpenFileAsync("large", builder.ToArray());
        await page.GoAsync("#/id/2");
        await page.Tab.WaitForSelectorAsync("article.type");

        Assert.That(await page.TextAsync(".facts"), Does.StartWith("80,000 bytes"));
        await page.SearchAsync("m19999", "0 answers");
        await page.Tab.ClickAsync(".chip >> text=members");
        await Assertions.Expect(page.Tab.Locator(".found")).ToHaveTextAsync("1 answer");
    }
}
