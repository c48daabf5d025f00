using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Btf.Explorer.Tests.Browser;

public sealed class LookTests
{
    private static readonly string[] _views =
    [
        "#/", "#/find/sk", "#/type/sk_buff", "#/type/sk_buff?row=8&depth=3&expand=1&hex=1", "#/function/tcp_sendmsg", "#/path/task_struct.se",
        "#/statistics", "#/verify", "#/compare?old=old&new=new", "#/change/task_struct?kind=struct&old=old&new=new", "#/program", "#/help", "#/type/nothing",
    ];

    // In the dark, only the colours differ.
    private static readonly AxeRunOptions _colours = new() { RunOnly = new RunOnlyOptions { Type = "rule", Values = ["color-contrast"] } };

    [Test]
    public async Task Every_view_is_accessible_in_light_and_dark()
    {
        await using ExplorerPage page = await OpenWithKernelsAsync(null);
        List<string> faults = [];
        foreach (string theme in (string[])["light", "dark"])
        {
            Assert.That(await page.Tab.EvaluateAsync<string>("document.documentElement.dataset.theme"), Is.EqualTo(theme));
            foreach (string view in _views)
            {
                await ShowAsync(page, view);
                AxeResult result = await page.Tab.RunAxe(theme == "light" ? new AxeRunOptions() : _colours);
                faults.AddRange(result.Violations.Select(fault => $"{view} in {theme}: {fault.Id}: {fault.Help}: {fault.Nodes[0].Html}"));
            }

            await page.Tab.ClickAsync("[aria-label='Switch between light and dark']");
        }

        Assert.That(faults, Is.Empty);
    }

    [Test]
    public async Task Every_view_fits_400_pixels([Values(ColorScheme.Light, ColorScheme.Dark)] ColorScheme scheme)
    {
        await using IBrowserContext context = await BrowserFixture.NewContextAsync(scheme, 400, 800);
        await using ExplorerPage page = await OpenWithKernelsAsync(context);
        Assert.That(await page.Tab.EvaluateAsync<string>("document.documentElement.dataset.theme"), Is.EqualTo(scheme.ToString().ToLowerInvariant()));
        foreach (string view in _views)
        {
            await ShowAsync(page, view);
            int[] widths = await page.Tab.EvaluateAsync<int[]>("[document.documentElement.scrollWidth, document.querySelector('main').scrollWidth]");
            Assert.That(widths, Has.All.AtMost(400), view);
            await Screenshots.SaveAsync(page, $"400-{scheme.ToString().ToLowerInvariant()}-{Array.IndexOf(_views, view):00}");
        }
    }

    private static async Task<ExplorerPage> OpenWithKernelsAsync(IBrowserContext? context)
    {
        ExplorerPage page = await ExplorerPage.OpenAsync(context: context);
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
