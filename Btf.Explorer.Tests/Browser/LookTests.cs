using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Btf.Explorer.Tests.Browser;

public sealed class LookTests
{
    private static readonly string[] _views =
    [
        "#/", "#/find/sk", "#/type/sk_buff", "#/type/sk_buff?row=8&depth=3&expand=1&hex=1", "#/function/tcp_sendmsg", "#/path/task_struct.se",
        "#/statistics", "#/verify", "#/compare?old=old&new=new", "#/change/task_struct?kind=struct&old=old&new=new", "#/program", "#/help", "#/type/nothing",
    ];

    // Tables scroll downwards only.
    private const string TablesFit = "[...document.querySelectorAll('main .rows')].every(rows => rows.scrollWidth <= rows.clientWidth)";

    private const string Theme = "document.documentElement.dataset.theme";

    // Lists only faults: to describe every element without one takes most of the time.
    private const string Check = """
        async ([part, rules]) => {
          const { violations, passes } = await axe.run(part, { resultTypes: ['violations'], ...(rules === null ? {} : { runOnly: { type: 'rule', values: rules } }) });
          return [`${violations.length + passes.length}`, ...violations.map(fault => `${fault.id}: ${fault.help}: ${fault.nodes[0].html}`)];
        }
        """;

    // In the dark, only the colours differ.
    private static readonly string[] _colours = ["color-contrast"];

    [Test]
    public async Task Every_view_is_accessible_in_light_and_dark()
    {
        await using ExplorerPage page = await OpenWithKernelsAsync();
        await page.Tab.EvaluateAsync(new BundledAxeScriptProvider().GetScript());
        List<string> faults = [];
        foreach (string theme in (string[])["light", "dark"])
        {
            Assert.That(await page.Tab.EvaluateAsync<string>(Theme), Is.EqualTo(theme));
            foreach (string view in _views)
            {
                await ShowAsync(page, view);

                // The frame is the same around every view.
                string[] found = await page.Tab.EvaluateAsync<string[]>(Check, new object?[] { view == _views[0] ? "body" : "main", theme == "light" ? null : _colours });
                Assert.That(found[0], Is.Not.EqualTo("0"), "no rule applies");
                faults.AddRange(found.Skip(1).Select(fault => $"{view} in {theme}: {fault}"));
            }

            await page.Tab.ClickAsync("[aria-label='Switch between light and dark']");
        }

        // What was chosen is kept for all pages of the browser.
        await page.Tab.EvaluateAsync("localStorage.removeItem('btf-theme')");

        Assert.That(faults, Is.Empty);
    }

    [Test]
    public async Task Every_view_fits_400_pixels_in_the_dark()
    {
        // A phone's page is the same page: to load it anew takes longer than to look at all views.
        await using ExplorerPage page = await OpenWithKernelsAsync();
        PageViewportSizeResult size = page.Tab.ViewportSize!;
        await page.Tab.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Dark });
        await page.Tab.SetViewportSizeAsync(400, 800);
        await page.WaitAsync($"{Theme} === 'dark'");
        foreach (string view in _views)
        {
            await ShowAsync(page, view);
            int[] widths = await page.Tab.EvaluateAsync<int[]>("[document.documentElement.scrollWidth, document.querySelector('main').scrollWidth]");
            Assert.That(widths, Has.All.AtMost(400), view);
            Assert.That(await page.Tab.EvaluateAsync<bool>(TablesFit), view);
            await Screenshots.SaveAsync(page, $"400-{Array.IndexOf(_views, view):00}");
        }

        await page.OpenFileAsync("hostile", Samples.Hostile());
        await ShowAsync(page, "#/verify?of=hostile");
        await page.Tab.WaitForSelectorAsync(".verify .rows a");
        Assert.That(await page.Tab.EvaluateAsync<bool>(TablesFit), "the findings");

        await page.Tab.SetViewportSizeAsync(size.Width, size.Height);
        await page.Tab.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Light });
        await page.WaitAsync($"{Theme} === 'light'");
    }

    private static async Task<ExplorerPage> OpenWithKernelsAsync()
    {
        ExplorerPage page = await ExplorerPage.OpenAsync();
        await page.GiveAsync(("old", Samples.Kernel(false)), ("new", Samples.Kernel(true)));
        await page.WaitAsync("location.hash.startsWith('#/compare')");
        await page.OpenFileAsync("sample.btf", Samples.Sample);
        return page;
    }

    private static async Task ShowAsync(ExplorerPage page, string view)
    {
        await page.GoAsync(view);
        await page.WaitAsync("document.querySelector('.view') !== null && document.querySelector('main .spin') === null");
    }
}
