using Microsoft.Playwright;

namespace Btf.Explorer.Tests.Browser;

/// <summary>Somebody drops, closes and chooses files, follows links and goes back, faster than the page answers.</summary>
public sealed class RandomUserTests
{
    private const int Steps = 300;

    private const string ClickOneOf =
        """
        ([selector, number]) => {
          const found = [...document.querySelectorAll(selector)];
          found[number % found.length]?.click();
        }
        """;

    private static readonly string[] _addresses =
    [
        "#/", "#/type/task_struct", "#/type/task_struct?row=16&depth=3", "#/type/list_head", "#/type/gadget", "#/type/nosuch", "#/function/wake_up_process", "#/find/task",
        "#/find/a?in=members", "#/find/wkup?fuzzy=1", "#/path/task_struct.tasks.next", "#/statistics", "#/verify", "#/compare?old=old&new=new", "#/change/task_struct?kind=struct&old=old&new=new", "#/program",
    ];

    [Test]
    public async Task The_page_reports_no_error([Range(1, 5)] int seed)
    {
        LongRun.Require("It takes half a minute for each seed.");
        var random = new Random(seed);
        (string Name, byte[] Bytes)[] files =
        [
            ("kernel", File.ReadAllBytes(Oracles.KernelBtf())), ("old", Samples.Kernel(isNew: false)), ("new", Samples.Kernel(isNew: true)), ("module", Samples.Module()),
            ("packed", Packer.Pack("zstd", Samples.Fixture("vmlinux"))), ("program.bpf.o", File.ReadAllBytes(Repository.PathOf("Btf.Benchmarks/Native/relocations.bpf.o"))),
            ("bad", [1, 2, 3]),
        ];
        List<string> steps = [];
        await using IBrowserContext context = await BrowserFixture.NewContextAsync();
        await using ExplorerPage page = await ExplorerPage.OpenAsync(context: context);
        for (int step = 0; step < Steps; step++)
        {
            steps.Add(await DoAsync(page, random, files));
            await Task.Delay(random.Next(6) == 0 ? 200 : random.Next(20));
            Assert.That(page.Errors, Is.Empty, $"after {string.Join(", ", steps.TakeLast(10))}");
        }

        await page.GoAsync("#/find/task");
        await page.Tab.WaitForSelectorAsync(".found");
    }

    private static async Task<string> DoAsync(ExplorerPage page, Random random, (string Name, byte[] Bytes)[] files)
    {
        switch (random.Next(8))
        {
            case 0 or 1:
                (string Name, byte[] Bytes) file = files[random.Next(files.Length)];
                await page.DropAsync(file);
                return $"drop {file.Name}";
            case 2:
                return await ClickAsync(".menu [aria-label^='Close ']");
            case 3:
                return await ClickAsync(".menu .choose");
            case 4:
                return await ClickAsync("main a[href^='#'], main button");
            case 5:
                // Not out of the site.
                string call = random.Next(2) == 0 ? "if (navigation.canGoBack) history.back()" : "if (navigation.canGoForward) history.forward()";
                await page.Tab.EvaluateAsync(call);
                return call;
            default:
                string address = _addresses[random.Next(_addresses.Length)];
                await page.GoAsync(address);
                return address;
        }

        async Task<string> ClickAsync(string selector)
        {
            await page.Tab.EvaluateAsync(ClickOneOf, new object[] { selector, random.Next(1000) });
            return $"click {selector}";
        }
    }
}
