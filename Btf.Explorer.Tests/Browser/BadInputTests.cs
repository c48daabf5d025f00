using System.Globalization;
using Microsoft.Playwright;

namespace Btf.Explorer.Tests.Browser;

public sealed class BadInputTests
{
    private static readonly object[] _files =
    [
        new object[] { "empty", Array.Empty<byte>(), "empty" },
        new object[] { "letter.txt", Samples.Bytes("Dear kernel,\n"), "text" },
        new object[] { "picture.png", new byte[] { 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13 }, "" },
        new object[] { "cut.btf", Samples.Sample[..200], "" },
        new object[] { "cut.elf", Samples.Bytes("\u007fELF\u0002\u0001\u0001"), "" },
        new object[] { "cut.gz", Packer.Gzip(Samples.Sample)[..100], "" },
    ];

    [TestCaseSource(nameof(_files))]
    public async Task A_file_that_is_no_BTF_is_told_and_the_page_goes_on(string name, byte[] bytes, string expected)
    {
        await using ExplorerPage page = await ExplorerPage.OpenAsync();
        await page.DropAsync((name, bytes));
        ILocator note = page.Tab.Locator(".note.error");
        await Assertions.Expect(note).ToContainTextAsync($"{name}: ");

        Assert.That((await note.InnerTextAsync()).Length, Is.GreaterThan(name.Length + 10));
        Assert.That(await note.InnerTextAsync(), Does.Contain(expected));
        TestContext.Progress.WriteLine(await note.InnerTextAsync());
        await page.SearchAsync("sk_buff", "1 answer");
        await page.Tab.ClickAsync(".note [aria-label=Dismiss]");
        await Assertions.Expect(note).ToHaveCountAsync(0);
    }

    [Test]
    public async Task A_file_of_1_GB_is_refused_before_it_is_read()
    {
        await using ExplorerPage page = await ExplorerPage.OpenAsync();
        await page.Tab.EvaluateAsync(
            """
            () => {
              const file = new File(['x'], 'vmlinux');
              Object.defineProperty(file, 'size', { value: 2 ** 30 });
              file.arrayBuffer = () => { window.wasRead = true; return Promise.reject(new Error('read')); };
              const event = new Event('drop', { bubbles: true, cancelable: true });
              event.dataTransfer = { files: [file], types: ['Files'] };
              document.querySelector('main').dispatchEvent(event);
            }
            """);

        await Assertions.Expect(page.Tab.Locator(".note.error")).ToContainTextAsync("1024 MB");
        Assert.That(await page.Tab.EvaluateAsync<bool>("window.wasRead === true"), Is.False);
    }

    private static IEnumerable<string> Bombs => LongRun.IsAsked ? ["gzip", "zstd"] : ["zstd"];

    [TestCaseSource(nameof(Bombs))]
    public async Task A_small_file_that_unpacks_to_very_much_does_not_stop_the_page(string format)
    {
        byte[] zeros = new byte[LongRun.Rounds(64, 300) << 20];
        byte[] bomb = format == "gzip" ? Packer.Gzip(Packer.Gzip(zeros)) : Packer.Pack("zstd-fast", zeros);
        TestContext.Progress.WriteLine(string.Create(CultureInfo.InvariantCulture, $"A bomb of {bomb.Length} bytes."));
        await using ExplorerPage page = await ExplorerPage.OpenAsync();
        await page.Tab.EvaluateAsync(
            """
            () => {
              window.longest = 0;
              let last = performance.now();
              setInterval(() => { const now = performance.now(); window.longest = Math.max(window.longest, now - last); last = now; }, 10);
            }
            """);
        await page.DropAsync(("bomb", bomb));
        await page.SearchAsync("list_head", "1 answer");
        await Assertions.Expect(page.Tab.Locator(".note.error")).ToContainTextAsync("bomb: ", new LocatorAssertionsToContainTextOptions { Timeout = 90_000 });
        TestContext.Progress.WriteLine(await page.TextAsync(".note.error"));
        TestContext.Progress.WriteLine($"Longest stop: {await page.Tab.EvaluateAsync<double>("window.longest"):F0} ms.");
        await page.SearchAsync("sk_buff", "1 answer");
    }
}
