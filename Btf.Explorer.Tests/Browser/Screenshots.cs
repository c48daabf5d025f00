using Microsoft.Playwright;

namespace Btf.Explorer.Tests.Browser;

/// <summary>Pictures of the page, for people to look at.</summary>
internal static class Screenshots
{
    private static readonly string _folder = Repository.PathOf("artifacts/screenshots");

    /// <summary>Writes a picture to <c>artifacts/screenshots</c>.</summary>
    public static async Task<string> SaveAsync(ExplorerPage page, string name)
    {
        Directory.CreateDirectory(_folder);
        string path = Path.Combine(_folder, name + ".png");
        await page.Tab.ScreenshotAsync(new PageScreenshotOptions { Path = path });
        return path;
    }
}
