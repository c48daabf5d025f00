using Microsoft.Playwright;

namespace Btf.Explorer.Tests.Browser;

public sealed class ScreenshotTests
{
    /// <summary>With <c>BTF_SCREENSHOT=1</c>, the picture that the documents show is replaced.</summary>
    [Test]
    public async Task The_documents_picture_is_made()
    {
        bool isAsked = Environment.GetEnvironmentVariable("BTF_SCREENSHOT") == "1";
        if (!isAsked && !LongRun.IsAsked)
        {
            Assert.Ignore("The tests of the look make pictures of all views. To replace the documents' picture, set BTF_SCREENSHOT=1.");
        }

        await using IBrowserContext context = await BrowserFixture.NewContextAsync(height: 900);
        await using ExplorerPage page = await ExplorerPage.OpenAsync(context: context);
        await page.OpenFileAsync("vmlinux", File.ReadAllBytes(Oracles.KernelBtf()));
        await page.Tab.FillAsync("#search", "sk_buff");
        await Assertions.Expect(page.Tab.Locator(".hitname").First).ToHaveTextAsync("sk_buff");
        await page.Tab.Keyboard.PressAsync("Enter");
        await page.WaitAsync("document.querySelector('article.type') !== null && document.querySelector('main .spin') === null && document.getElementById('picture') !== null");
        await page.Tab.Mouse.MoveAsync(640, 20);
        string path = await Screenshots.SaveAsync(page, "explorer");
        if (isAsked)
        {
            File.Copy(path, Repository.PathOf("docs/explorer.png"), overwrite: true);
        }

        Assert.That(new FileInfo(path).Length, Is.InRange(20_000, 400_000));
    }
}
