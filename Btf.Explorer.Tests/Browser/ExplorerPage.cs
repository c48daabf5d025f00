using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Playwright;

namespace Btf.Explorer.Tests.Browser;

/// <summary>The explorer in a tab of the browser. Disposing it fails the test if the page reported an error.</summary>
internal sealed class ExplorerPage : IAsyncDisposable
{
    // The tabs of tests that are over. Loading the site anew for each test would take most of their time.
    private static readonly ConcurrentBag<ExplorerPage> _idle = [];

    private readonly List<string> _errors = [];
    private bool _canBeReused;
    private readonly List<string> _requests = [];

    private ExplorerPage(IPage tab)
    {
        Tab = tab;
        tab.SetDefaultTimeout(30_000);
        tab.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                _errors.Add(message.Text);
            }
        };
        tab.PageError += (_, error) => _errors.Add(error);
        tab.Request += (_, request) => _requests.Add(request.Url);
    }

    public IPage Tab { get; }

    /// <summary>Errors that a test provokes; they do not fail it.</summary>
    public Func<string, bool> IsExpected { get; set; } = _ => false;

    /// <summary>The addresses that the page asked for.</summary>
    public IReadOnlyList<string> Requests => _requests;

    /// <summary>The errors that the page reported.</summary>
    public IReadOnlyList<string> Errors => _errors;

    /// <summary>Opens the site.</summary>
    /// <param name="rest">What follows the site's address.</param>
    /// <param name="context">The context; null for the shared one.</param>
    /// <param name="url">The site's address; null for the host's.</param>
    public static async Task<ExplorerPage> OpenAsync(string rest = "", IBrowserContext? context = null, string? url = null)
    {
        if (context is null && url is null && (rest.Length == 0 || rest.StartsWith('#')) && _idle.TryTake(out ExplorerPage? idle))
        {
            idle._errors.Clear();
            await idle.GoAsync(rest.Length == 0 ? "#/" : rest);
            return idle;
        }

        ExplorerPage page = new(await (context ?? BrowserFixture.Shared).NewPageAsync()) { _canBeReused = context is null && url is null && !rest.StartsWith('?') };
        await page.Tab.GotoAsync((url ?? BrowserFixture.Url) + rest);
        await page.Tab.WaitForSelectorAsync("main");
        return page;
    }

    /// <summary>Gives files to the page as the picker does.</summary>
    public async Task GiveAsync(params (string Name, byte[] Bytes)[] files)
    {
        IFileChooser chooser = await Tab.RunAndWaitForFileChooserAsync(async () =>
        {
            await Tab.ClickAsync(".sources > summary");
            await Tab.ClickAsync(".menu .action");
        });
        await chooser.SetFilesAsync(files.Select(file => BrowserFixture.FileOf(file.Name, file.Bytes)));
    }

    /// <summary>Drops files on the page. The browser reads them itself: to send megabytes through its protocol takes seconds.</summary>
    public async Task DropAsync(params (string Name, byte[] Bytes)[] files)
    {
        IJSHandle input = await Tab.EvaluateHandleAsync("() => Object.assign(document.createElement('input'), { type: 'file', multiple: true })");
        await input.AsElement()!.SetInputFilesAsync(files.Select(file => BrowserFixture.FileOf(file.Name, file.Bytes)));
        await input.EvaluateAsync(
            """
            input => {
              const data = new DataTransfer();
              for (const file of input.files) {
                data.items.add(file);
              }
              for (const type of ['dragenter', 'dragover', 'drop']) {
                document.querySelector('main').dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
              }
            }
            """);
    }

    /// <summary>Gives one file, and waits until it is looked at.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="bytes">Its content.</param>
    /// <param name="source">The name of the source that is then looked at; null for the file's.</param>
    public async Task OpenFileAsync(string name, byte[] bytes, string? source = null)
    {
        await GiveAsync((name, bytes));
        await WaitForSourceAsync(source ?? name);
    }

    public Task WaitForSourceAsync(string name) => WaitAsync($"document.querySelector('.sourcename')?.textContent === {JsonSerializer.Serialize(name)}");

    /// <summary>Waits for a condition of the page.</summary>
    /// <remarks>The condition is asked from outside: the page's policy refuses to evaluate text.</remarks>
    public async Task WaitAsync(string expression)
    {
        long end = Environment.TickCount64 + 60_000;
        while (!await Tab.EvaluateAsync<bool>($"Boolean({expression})"))
        {
            Assert.That(Environment.TickCount64, Is.LessThan(end), $"Never true: {expression}");
            await Task.Delay(30);
        }
    }

    /// <summary>Goes to another view of the page.</summary>
    public Task GoAsync(string hash) => Tab.EvaluateAsync("hash => { location.hash = hash; }", hash);

    public Task<string> HashAsync() => Tab.EvaluateAsync<string>("location.hash");

    /// <summary>Returns the text of an element, as it is shown.</summary>
    public Task<string> TextAsync(string selector) => Tab.Locator(selector).First.InnerTextAsync();

    /// <summary>Returns the names that the search lists, as many as are rendered.</summary>
    public async Task<IReadOnlyList<string>> HitsAsync() => await Tab.Locator(".hitname").AllInnerTextsAsync();

    /// <summary>Types a search, and waits for its answers.</summary>
    /// <param name="text">The text.</param>
    /// <param name="expected">What the line over the answers then says.</param>
    public async Task SearchAsync(string text, string expected)
    {
        await Tab.FillAsync("#search", text);
        await Assertions.Expect(Tab.Locator(".found")).ToHaveTextAsync(expected);
    }

    public async ValueTask DisposeAsync()
    {
        string[] errors = [.. _errors.Where(error => !IsExpected(error))];
        IsExpected = _ => false;
        if (_canBeReused && errors.Length == 0 && TestContext.CurrentContext.Result.FailCount == 0)
        {
            await ResetAsync();
            _idle.Add(this);
            return;
        }

        await Tab.CloseAsync();
        Assert.That(errors, Is.Empty);
    }

    /// <summary>Closes all files and notes, and clears the search.</summary>
    private async Task ResetAsync()
    {
        await GoAsync("#/find/");
        await Tab.EvaluateAsync(
            """
            async () => {
              for (;;) {
                const button = document.querySelector('.menu [aria-label^="Close "], [aria-label="Dismiss"]');
                if (button === null) {
                  break;
                }

                button.click();
                await new Promise(done => setTimeout(done, 20));
              }

              document.querySelectorAll('details.sources').forEach(menu => { menu.open = false; });
              document.activeElement?.blur();
            }
            """);
        await WaitForSourceAsync("sample");
        await WaitAsync("document.querySelector('.found').textContent.endsWith('names')");
    }
}
