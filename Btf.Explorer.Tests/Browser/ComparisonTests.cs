using Microsoft.Playwright;

namespace Btf.Explorer.Tests.Browser;

public sealed class ComparisonTests
{
    [Test]
    public async Task Two_kernels_that_are_dropped_are_compared()
    {
        await using ExplorerPage page = await ExplorerPage.OpenAsync();
        await page.DropAsync(("old", Samples.Kernel(false)), ("new", Samples.Kernel(true)));
        await page.WaitAsync("location.hash === '#/compare?old=old&new=new'");
        ILocator rows = page.Tab.Locator("tbody tr:has(a)");
        await Assertions.Expect(rows).ToHaveCountAsync(3);
        await page.Tab.ClickAsync(".chip >> text=added");
        await Assertions.Expect(rows).ToHaveCountAsync(1);
        await Assertions.Expect(rows.Locator("a")).ToHaveTextAsync("added_function");
        await page.GoAsync("#/compare?old=old&new=new&change=changed");
        await Assertions.Expect(rows).ToContainTextAsync(["32 -> 40 bytes"]);
        await rows.Locator("a").ClickAsync();
        await Assertions.Expect(page.Tab.Locator(".differences")).ToContainTextAsync("32 -> 40 bytes");
        await page.WaitAsync("document.getElementById('comparison') !== null && document.getElementById('comparison').shadowRoot !== null && document.getElementById('comparison').shadowRoot.querySelector('svg') !== null");

        Assert.Multiple(async () =>
        {
            Assert.That(await page.HashAsync(), Is.EqualTo("#/change/task_struct?kind=struct&change=changed&old=old&new=new"));
            Assert.That(await page.Tab.Locator(".columns .code").CountAsync(), Is.EqualTo(2));
            Assert.That(await page.TextAsync(".affected"), Does.Contain("wake_up_process"));
        });
    }

    [Test]
    public async Task One_kernel_asks_for_the_second()
    {
        await using ExplorerPage page = await ExplorerPage.OpenAsync("#/compare");
        Assert.That(await page.TextAsync(".lead"), Does.Contain("two kernels"));
    }

    [Test]
    public async Task Large_kernels_are_compared_with_progress_and_the_page_answers_meanwhile()
    {
        byte[] kernel = File.ReadAllBytes(Oracles.KernelBtf());
        using var btf = BtfObject.FromMemory(kernel);
        byte[] other = [.. kernel];
        int name = other.AsSpan().IndexOf("\0wakee_flips\0"u8);
        other[name + 1] = (byte)'W';
        await using ExplorerPage page = await ExplorerPage.OpenAsync();
        await page.GiveAsync(("old", kernel), ("new", other));
        await Assertions.Expect(page.Tab.Locator("main .busy .num")).ToContainTextAsync(" s");
        await page.SearchAsync("tcp_sendmsg_fastopen", "1 answer");
        await page.GoAsync("#/compare?old=old&new=new");
        await Assertions.Expect(page.Tab.Locator("tbody .change.changed").First).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = 60_000 });

        Assert.That(string.Join(' ', await page.Tab.Locator("tbody a").AllInnerTextsAsync()), Is.EqualTo("task_struct"));
    }
}
