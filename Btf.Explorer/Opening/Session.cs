using System.Text.Json;
using Btf.Text;
using Btf.Explorer.Addresses;
using Btf.Explorer.Browser;
using Btf.Explorer.Jobs;
using Btf.Explorer.Sources;

namespace Btf.Explorer.Opening;

/// <summary>One visit of the page: opens the files that the address, the host and the user give, and reports errors.</summary>
internal sealed class Session(Workspace workspace, Navigator navigator, FileOpener opener)
{
    private readonly List<string> _notes = [];

    /// <summary>Raised after the notes, the work in progress or the host's sources have changed.</summary>
    public event Action? Changed;

    /// <summary>The errors, as the user reads them.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>The files that are being opened; empty if there are none.</summary>
    public string Opening { get; private set; } = "";

    /// <summary>Whether the sources that the address or the host names are still to be opened.</summary>
    public bool IsStarting { get; private set; }

    /// <summary>What the host offers; null if a plain web server serves the site.</summary>
    public HostSources? Host { get; private set; }

    /// <summary>Opens the sample, and then what the address or the host names.</summary>
    public void Start()
    {
        navigator.Start();
        workspace.AddSample();
        BrowserFiles.Watch(list => _ = OpenFilesAsync(JsonSerializer.Deserialize(list, ExplorerJson.Default.GivenFileArray) ?? []));
        _ = OpenAddressesAsync();
    }

    /// <summary>Tells the user something.</summary>
    public void Note(string text)
    {
        _notes.Add(text);
        Changed?.Invoke();
    }

    public void Dismiss(string note)
    {
        _notes.Remove(note);
        Changed?.Invoke();
    }

    /// <summary>Opens a source that the host offers.</summary>
    public Task OpenAsync(HostSource source) => OpenUrlsAsync([(source.Name, source.Url)]);

    private async Task OpenAddressesAsync()
    {
        List<(string Name, string Url)> urls = [];
        foreach (string pair in Page.GetQuery().TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            if (pair.StartsWith("url=", StringComparison.Ordinal))
            {
                string url = Uri.UnescapeDataString(pair[4..].Replace('+', ' '));
                urls.Add((NameOf(url), url));
            }
        }

        string host = BrowserFiles.GetSourcesUrl();
        IsStarting = urls.Count > 0 || host.Length > 0;
        if (host.Length > 0)
        {
            try
            {
                Host = JsonSerializer.Deserialize(await BrowserFiles.FetchTextAsync(host), ExplorerJson.Default.HostSources);
                if (Host!.Note.Length > 0)
                {
                    Note(Host.Note);
                }

                if (urls.Count == 0 && Host.Sources is [{ } kernel, ..])
                {
                    urls.Add((kernel.Name, kernel.Url));
                }
            }
            catch (Exception e) when (e is JsonException or System.Runtime.InteropServices.JavaScript.JSException)
            {
                Note($"The host's list of sources cannot be read: {e.Message}");
            }
        }

        await OpenUrlsAsync(urls);
        IsStarting = false;
        Changed?.Invoke();
    }

    private async Task OpenUrlsAsync(IReadOnlyList<(string Name, string Url)> urls)
    {
        List<(string Name, byte[] Bytes)> files = [];
        foreach ((string name, string url) in urls)
        {
            Tell($"Reading {name}");
            try
            {
                (byte[] bytes, long size) = await BrowserFiles.FetchAsync(url, FileOpener.MaxFileSize);
                if (FileOpener.WhyTooLarge(size) is { Length: > 0 } why)
                {
                    Note($"{SafeText.Of(name)}: {why}");
                }
                else
                {
                    files.Add((name, bytes));
                }
            }
            catch (System.Runtime.InteropServices.JavaScript.JSException e)
            {
                Note($"{SafeText.Of(url)} cannot be read: {SafeText.Of(e.Message.Split('\n')[0])}. The server may have to allow it (CORS).");
            }
        }

        await OpenAsync(files);
    }

    private async Task OpenFilesAsync(IReadOnlyList<GivenFile> given)
    {
        List<(string Name, byte[] Bytes)> files = [];
        foreach (GivenFile file in given)
        {
            if (FileOpener.WhyTooLarge(file.Size) is { Length: > 0 } why)
            {
                BrowserFiles.Forget(file.Id);
                Note($"{SafeText.Of(file.Name)}: {why}");
                continue;
            }

            Tell($"Reading {SafeText.Of(file.Name)}");
            try
            {
                files.Add((file.Name, await BrowserFiles.ReadAsync(file.Id)));
            }
            catch (Exception e) when (e is System.Runtime.InteropServices.JavaScript.JSException or OutOfMemoryException)
            {
                Note($"{SafeText.Of(file.Name)} cannot be read: {SafeText.Of(e.Message.Split('\n')[0])}");
            }
        }

        await OpenAsync(files);
    }

    private async Task OpenAsync(List<(string Name, byte[] Bytes)> files)
    {
        if (files.Count == 0)
        {
            Tell("");
            return;
        }

        Tell($"Opening {SafeText.Of(string.Join(", ", files.Select(file => file.Name)))}");
        OpenSource? before = workspace.IsSample ? null : workspace.Current;
        (IReadOnlyList<OpenSource> opened, IReadOnlyList<string> errors) = await opener.OpenAsync(files);
        Page.Mark("btf-opened");
        _notes.AddRange(errors);
        Tell("");
        Show(opened, before);
    }

    /// <summary>Goes to the view that fits what was opened: two kernels are compared, a program is fitted to its kernel.</summary>
    private void Show(IReadOnlyList<OpenSource> opened, OpenSource? before)
    {
        OpenSource[] kernels = [.. opened.Where(source => source.Role == SourceRole.Kernel)];
        if (opened.LastOrDefault(source => source.Role == SourceRole.Program) is { } program)
        {
            navigator.GoTo(Links.To("program", program.Name));
        }
        else if (kernels.Length == 2)
        {
            navigator.GoTo(Links.To("compare", "", ("old", kernels[0].Name), ("new", kernels[1].Name)));
        }
        else if (kernels.Length == 1 && before is { Role: SourceRole.Kernel } && navigator.Current.View == "compare")
        {
            navigator.GoTo(Links.To("compare", "", ("old", before.Name), ("new", kernels[0].Name)));
        }
        else if (opened.Count > 0 && navigator.Current["of"].Length > 0)
        {
            navigator.GoTo(navigator.Current.With("of", ""));
        }
    }

    private void Tell(string what)
    {
        Opening = what;
        Changed?.Invoke();
    }

    private static string NameOf(string url)
    {
        string path = url.Split('?', '#')[0].TrimEnd('/');
        string name = path[(path.LastIndexOf('/') + 1)..];
        return name.Length == 0 ? url : Uri.UnescapeDataString(name);
    }
}
