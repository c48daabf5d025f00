using Microsoft.Playwright;

namespace Btf.Explorer.Tests.Browser;

public sealed class SearchTests
{
    [TestCase("sk_b", "1 answer", "sk_buff")]
    [TestCase("SK_BUFF", "1 answer", "sk_buff")]
    [TestCase("*_struct", "2 answers", "mm_struct")]
    [TestCase("no such thing", "0 answers", null)]
    public async Task Names_are_found_as_they_are_typed(string text, string found, string? first)
    {
        await using ExplorerPage page = await ExplorerPage.OpenAsync();
        await page.SearchAsync(text, found);

        Assert.That(await page.HitsAsync() is [{ } hit, ..] ? hit : null, Is.EqualTo(first));
        Assert.That(await page.HashAsync(), Does.StartWith("#/find/"));
    }

    [Test]
    public async Task Kinds_members_values_and_fuzzy_names_are_found()
    {
        await using ExplorerPage page = await ExplorerPage.OpenAsync("#/find/refcnt?in=members");
        await Assertions.Expect(page.Tab.Locator(".hitnote").First).ToContainTextAsync("struct sock");
        await page.GoAsync("#/find/consumed?in=values");
        await Assertions.Expect(page.Tab.Locator(".hitname").First).ToHaveTextAsync("SKB_CONSUMED");
        await page.GoAsync("#/find/tsks?fuzzy=1");
        await Assertions.Expect(page.Tab.Locator(".hitname").First).ToHaveTextAsync("task_struct");
        await page.GoAsync("#/find/sk?kinds=func");
        await Assertions.Expect(page.Tab.Locator(".hitname").First).ToHaveTextAsync("skb_clone");
        await page.Tab.ClickAsync(".chip.kind >> text=struct");
        await Assertions.Expect(page.Tab.Locator(".hitname").First).ToHaveTextAsync("sk_buff");

        Assert.That(await page.HashAsync(), Is.EqualTo("#/find/sk?kinds=struct,func"));
    }

    [Test]
    public async Task The_keyboard_alone_searches_opens_and_comes_back()
    {
        await using ExplorerPage page = await ExplorerPage.OpenAsync();
        IKeyboard keys = page.Tab.Keyboard;
        await keys.PressAsync("/");
        await keys.TypeAsync("_struct");
        await Assertions.Expect(page.Tab.Locator(".found")).ToHaveTextAsync("2 answers");
        await keys.PressAsync("ArrowDown");
        await Assertions.Expect(page.Tab.Locator("#search")).ToHaveAttributeAsync("aria-activedescendant", "hit-1");
        await keys.PressAsync("Enter");
        await page.WaitAsync("document.querySelector('h1').textContent.includes('task_struct')");
        await keys.PressAsync("Escape");
        await keys.PressAsync("Escape");
        await page.WaitAsync("document.activeElement.id !== 'search'");
        await keys.PressAsync("?");
        await page.WaitAsync("location.hash === '#/help'");
        await keys.PressAsync("p");
        await page.WaitAsync("document.activeElement.id === 'pathbox'");
        await keys.TypeAsync("sock.queue.length");
        await Assertions.Expect(page.Tab.Locator(".place")).ToHaveTextAsync("byte 24, 4 bytes, u32");
        Assert.That(await page.HashAsync(), Is.EqualTo("#/path/sock.queue.length"));
    }
}
