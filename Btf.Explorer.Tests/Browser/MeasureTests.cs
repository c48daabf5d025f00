using System.Globalization;
using Microsoft.Playwright;

namespace Btf.Explorer.Tests.Browser;

/// <summary>Measures how long the page takes, and writes the figures to the test's output. Only the figures that do not depend on the machine are bounded, elsewhere.</summary>
public sealed class MeasureTests
{
    // After a few visits the browser has cached what it caches of the scripts. It keeps compiled WebAssembly only now and then.
    private const int Visits = 3;

    // A browser that was just started makes its profile first. A user's browser runs already.
    private const int BrowserStart = 3000;

    [Test]
    public async Task Times_and_memory_are_measured()
    {
        LongRun.Require("It measures, and takes half a minute.");

        byte[] kernel = File.ReadAllBytes(Oracles.KernelBtf());
        using TemporaryFolder profile = new();
        await using IBrowserContext context = await BrowserFixture.NewProfileAsync(profile.PathOf("profile"));
        await context.Pages[0].WaitForTimeoutAsync(BrowserStart);
        await using (ExplorerPage cold = await ExplorerPage.OpenAsync(context: context))
        {
            Tell("ready, cold", await MarkAsync(cold, "btf-ready"), "ms");
            await cold.Tab.EvaluateAsync("navigator.serviceWorker.ready.then(() => true)");
        }

        for (int visit = 1; visit < Visits; visit++)
        {
            await using ExplorerPage again = await ExplorerPage.OpenAsync(context: context);
            await again.Tab.WaitForTimeoutAsync(1000);
        }

        await using ExplorerPage page = await ExplorerPage.OpenAsync(context: context);
        Tell("ready, warm", await MarkAsync(page, "btf-ready"), "ms");
        await page.Tab.EvaluateAsync(
            "() => addEventListener('drop', () => { performance.clearMarks(); performance.mark('start'); }, true)");
        await page.DropAsync(("vmlinux", kernel));
        await page.WaitForSourceAsync("vmlinux");
        await page.WaitAsync("performance.getEntriesByName('btf-all-results').length > 0");
        Tell("kernel opened", await SinceStartAsync(page, "btf-opened"), "ms");
        Tell("kernel searchable", await SinceStartAsync(page, "btf-all-results"), "ms");

        await page.Tab.FocusAsync("#search");
        await page.Tab.EvaluateAsync(
            "() => document.getElementById('search').addEventListener('keydown', () => { performance.clearMarks(); performance.mark('start'); }, true)");
        List<double> first = [];
        List<double> all = [];
        foreach (char letter in "task_struct")
        {
            await page.Tab.EvaluateAsync("performance.clearMarks()");
            await page.Tab.Keyboard.TypeAsync($"{letter}");
            await page.WaitAsync("performance.getEntriesByName('btf-all-results').length > 0");
            first.Add(await page.Tab.EvaluateAsync<double>("(performance.getEntriesByName('btf-first-results')[0] ?? performance.getEntriesByName('btf-all-results')[0]).startTime - performance.getEntriesByName('start')[0].startTime"));
            all.Add(await SinceStartAsync(page, "btf-all-results"));
        }

        Tell($"key to the first results, each of {first.Count}", string.Join(' ', first.Select(Round)));
        Tell("key to all results", string.Join(' ', all.Select(Round)));
        await page.Tab.EvaluateAsync("() => { performance.clearMarks(); performance.mark('start'); location.hash = '#/type/task_struct'; }");
        await page.WaitAsync("performance.getEntriesByName('btf-drawn').length > 0");
        Tell("task_struct drawn", await SinceStartAsync(page, "btf-drawn"), "ms");
        await page.WaitAsync("document.querySelector('main .spin') === null");

        byte[] other = [.. kernel];
        other[other.AsSpan().IndexOf("\0wakee_flips\0"u8) + 1] = (byte)'W';
        await page.OpenFileAsync("other", other);
        await page.Tab.EvaluateAsync("() => { performance.clearMarks(); performance.mark('start'); location.hash = '#/compare?old=vmlinux&new=other'; }");
        await page.WaitAsync("performance.getEntriesByName('btf-compared').length > 0");
        Tell("two kernels compared", await SinceStartAsync(page, "btf-compared"), "ms");
        double[] memory = await MemoryAsync(page);
        Tell("memory with two kernels", string.Create(CultureInfo.InvariantCulture, $"{memory.Sum():F0} MB: page {memory[0]:F0}, worker {memory[1]:F0}, scripts {memory[2]:F0}"));
    }

    private static Task<double> MarkAsync(ExplorerPage page, string name) => page.Tab.EvaluateAsync<double>($"performance.getEntriesByName('{name}')[0].startTime");

    private static Task<double> SinceStartAsync(ExplorerPage page, string name) =>
        page.Tab.EvaluateAsync<double>($"performance.getEntriesByName('{name}').at(-1).startTime - performance.getEntriesByName('start')[0].startTime");

    /// <summary>Returns the memory of the page's runtime, of the worker's and of the scripts, in MB.</summary>
    private static async Task<double[]> MemoryAsync(ExplorerPage page)
    {
        await using ICDPSession session = await page.Tab.Context.NewCDPSessionAsync(page.Tab);
        await session.SendAsync("HeapProfiler.collectGarbage");
        return await page.Tab.EvaluateAsync<double[]>(
            "async () => { const { heapBytes } = await import(new URL('js/background.js', document.baseURI)); return (await heapBytes()).map(bytes => bytes / 1e6); }");
    }

    private static string Round(double time) => time.ToString("F0", CultureInfo.InvariantCulture);

    private static void Tell(string what, double value, string unit) => Tell(what, string.Create(CultureInfo.InvariantCulture, $"{value:F0} {unit}"));

    private static void Tell(string what, string value) => TestContext.Progress.WriteLine($"{what}: {value}");
}
