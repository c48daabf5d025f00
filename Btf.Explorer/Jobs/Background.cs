using System.Runtime.InteropServices.JavaScript;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Btf.Core;
using Btf.Explorer.Browser;
using Btf.Explorer.Sources;
using Btf.Explorer.Texts;

namespace Btf.Explorer.Jobs;

/// <summary>Does long work where it does not stop the page: in the worker, unless the sources are small.</summary>
internal sealed class Background
{
    private static readonly TimeSpan _quiet = TimeSpan.FromMilliseconds(700);
    private static readonly TimeSpan _unpackTime = TimeSpan.FromSeconds(30);

    private readonly HashSet<int> _sent = [];
    private readonly JobRunner _onPage;
    private bool _isComparisonOnPage;

    public Background(Workspace workspace)
    {
        _onPage = new JobRunner(slot => Find(workspace, slot).Object, slot => Find(workspace, slot).Program, _ => { });
        WorkerHost.Watch(text => Progressed?.Invoke(text));
        workspace.Changed += () => _ = PrepareAsync(workspace);
        workspace.Closed += Forget;
    }

    /// <summary>Raised when the worker tells what it is doing.</summary>
    public event Action<string>? Progressed;

    /// <summary>Does a job.</summary>
    /// <param name="job">Its name.</param>
    /// <param name="arguments">What it is about.</param>
    /// <param name="form">How to read the answer.</param>
    /// <param name="sources">The sources that it reads.</param>
    /// <exception cref="JobException">The job failed, or was stopped.</exception>
    public async Task<T> RunAsync<T>(string job, JobArguments arguments, JsonTypeInfo<T> form, params IReadOnlyList<OpenSource> sources) =>
        JsonSerializer.Deserialize(await AskAsync(job, arguments, sources), form)!;

    /// <summary>Draws a type, or two versions of it that are in two sources.</summary>
    /// <returns>The picture as SVG.</returns>
    /// <exception cref="JobException">The data is bad, or the job was stopped.</exception>
    public Task<string> DrawAsync(uint id, PictureArguments how, params IReadOnlyList<OpenSource> sources) =>
        AskAsync(JobNames.Picture, new JobArguments(sources[0].Slot, sources[^1].Slot, id, Picture: how), sources);

    private async Task<string> AskAsync(string job, JobArguments arguments, IReadOnlyList<OpenSource> sources)
    {
        string given = JsonSerializer.Serialize(arguments, ExplorerJson.Default.JobArguments);
        bool isOnPage = job == JobNames.Changes ? _isComparisonOnPage : sources.All(source => source.IsSmall);
        _isComparisonOnPage = job == JobNames.Comparison ? isOnPage : _isComparisonOnPage;
        try
        {
            if (!isOnPage)
            {
                return await RunInWorkerAsync(job, given, sources);
            }

            foreach (OpenSource source in sources)
            {
                ThrowIfClosed(source);
            }

            return _onPage.Run(job, given);
        }
        catch (Exception e) when (e is JSException or InvalidOperationException or BtfFormatException or KeyNotFoundException)
        {
            throw new JobException(e.Message.Split('\n')[0], e);
        }
    }

    /// <summary>Takes BTF out of what it is packed in.</summary>
    /// <returns>The BTF and its distilled base, or the error.</returns>
    public async Task<(byte[]? Btf, byte[]? Base, string Error)> UnpackAsync(byte[] file)
    {
        using CancellationTokenSource done = new();
        _ = StopAfterAsync(_unpackTime, "Unpacking the file took too long, and was stopped.", done.Token);
        try
        {
            using JSObject answer = await WorkerHost.UnpackAsync(file);
            string error = answer.GetPropertyAsString("text") ?? "";
            return (PartOf(answer, Unpacked.BtfPart), PartOf(answer, Unpacked.BasePart), error);
        }
        catch (JSException e)
        {
            return (null, null, e.Message.Split('\n')[0]);
        }
        finally
        {
            await done.CancelAsync();
        }
    }

    /// <summary>Stops what runs in the worker.</summary>
    public void Stop(string message)
    {
        WorkerHost.Stop(message);
        _sent.Clear();
    }

    /// <summary>Hands large sources to the worker before anything is asked about them, once the page has shown them.</summary>
    private async Task PrepareAsync(Workspace workspace)
    {
        await Task.Delay(_quiet);
        try
        {
            foreach (OpenSource source in workspace.Searched.Where(source => !source.IsSmall))
            {
                await SendAsync(source);
                await WarmAsync(source);
            }
        }
        catch (Exception e) when (e is JSException or JobException)
        {
            // The next question about the source gets the error.
        }
    }

    /// <summary>Draws and writes a structure that nobody sees: the first one takes three times as long as the next.</summary>
    private async Task WarmAsync(OpenSource source)
    {
        if (source.Object.TryFindType("sk_buff", BtfKind.Struct, out BtfType type))
        {
            Task<string> drawn = DrawAsync(type.Id, new PictureArguments(64, 1, []), source);
            await WarmUp.WriteAsync(type, new Slices(CancellationToken.None));
            _ = await drawn;
        }
    }

    /// <summary>Closes a source in the worker too, and drops the answers that are kept for it.</summary>
    private void Forget(OpenSource source)
    {
        _onPage.Forget(source.Object);
        if (_sent.Remove(source.Slot))
        {
            WorkerHost.Close(source.Slot);
        }
    }

    private async Task<string> RunInWorkerAsync(string job, string given, IReadOnlyList<OpenSource> sources)
    {
        foreach (OpenSource source in sources)
        {
            await SendAsync(source);
        }

        using JSObject answer = await WorkerHost.RunAsync(job, given);
        return answer.GetPropertyAsString("text") ?? "";
    }

    private async Task SendAsync(OpenSource source)
    {
        if (!WorkerHost.IsRunning())
        {
            _sent.Clear();
        }

        if (source.Over is not null)
        {
            await SendAsync(source.Over);
        }

        ThrowIfClosed(source);
        if (_sent.Add(source.Slot))
        {
            (await WorkerHost.OpenAsync(source.Slot, source.Over?.Slot ?? 0, source.Role == SourceRole.Program, source.Bytes)).Dispose();
        }
    }

    private async Task StopAfterAsync(TimeSpan time, string message, CancellationToken token)
    {
        try
        {
            await Task.Delay(time, token);
            Stop(message);
        }
        catch (OperationCanceledException)
        {
            // It was done in time.
        }
    }

    private static void ThrowIfClosed(OpenSource source)
    {
        if (source.IsClosed)
        {
            throw new JobException($"{source.Name} was closed.");
        }
    }

    private static byte[]? PartOf(JSObject answer, int index) => WorkerHost.HasPart(answer, index) ? WorkerHost.GetPart(answer, index) : null;

    private static OpenSource Find(Workspace workspace, int slot) => workspace.Sources.First(source => source.Slot == slot);
}
