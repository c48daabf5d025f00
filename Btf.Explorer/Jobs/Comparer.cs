using System.Diagnostics;
using Btf.Text;
using Btf.Explorer.Sources;

namespace Btf.Explorer.Jobs;

/// <summary>The comparison of two kernels: at most one at a time, which is kept until another is asked for.</summary>
internal sealed class Comparer
{
    private const string Stopped = "The comparison was stopped.";

    private readonly Background _background;
    private readonly Dictionary<int, string> _summaries = [];
    private (OpenSource Old, OpenSource New)? _pair;
    private Stopwatch _clock = new();

    public Comparer(Background background, Workspace workspace)
    {
        _background = background;
        background.Progressed += Tell;
        workspace.Closed += Forget;
    }

    /// <summary>Raised after the state has changed, and ten times a second while a comparison runs.</summary>
    public event Action? Changed;

    /// <summary>The work in progress; empty if there is none.</summary>
    public string Doing { get; private set; } = "";

    /// <summary>For how long it has been done.</summary>
    public double Seconds => _clock.Elapsed.TotalSeconds;

    public string Error { get; private set; } = "";

    public ComparisonAnswer? Answer { get; private set; }

    /// <summary>Compares two kernels, unless that is done or under way.</summary>
    public async Task CompareAsync(OpenSource old, OpenSource @new)
    {
        if (_pair == (old, @new))
        {
            return;
        }

        _pair = (old, @new);
        (Answer, Error) = (null, "");
        _summaries.Clear();
        _clock = Stopwatch.StartNew();
        Tell("Handing over the kernels");
        _ = TickAsync((old, @new));
        try
        {
            ComparisonAnswer answer = await _background.RunAsync(JobNames.Comparison, new JobArguments(old.Slot, @new.Slot), ExplorerJson.Default.ComparisonAnswer, old, @new);
            if (_pair == (old, @new))
            {
                Answer = answer;
                Browser.Page.Mark("btf-compared");
            }
        }
        catch (JobException e)
        {
            Error = _pair == (old, @new) ? SafeText.Of(e.Message) : Error;
        }

        if (_pair == (old, @new))
        {
            Tell("");
        }
    }

    /// <summary>Stops the comparison.</summary>
    public void Cancel() => _background.Stop(Stopped);

    /// <summary>Returns the summaries of some changes.</summary>
    public async Task<IReadOnlyDictionary<int, string>> SummariesAsync(int[] indexes)
    {
        int[] missing = [.. indexes.Where(index => !_summaries.ContainsKey(index))];
        if (missing.Length > 0)
        {
            foreach (ChangeDetails change in await DescribeAsync(missing, all: false))
            {
                _summaries[change.Index] = change.Summary;
            }
        }

        return _summaries;
    }

    /// <summary>Describes a change in full; null if the comparison is gone.</summary>
    public async Task<ChangeDetails?> DescribeAsync(int index)
    {
        ChangeDetails[] changes = await DescribeAsync([index], all: true);
        return changes.Length == 0 ? null : changes[0];
    }

    private async Task<ChangeDetails[]> DescribeAsync(int[] indexes, bool all)
    {
        try
        {
            return await _background.RunAsync(JobNames.Changes, new JobArguments(0, Indexes: indexes, Word: all ? "all" : ""), ExplorerJson.Default.ChangeDetailsArray);
        }
        catch (JobException)
        {
            return [];
        }
    }

    private void Forget(OpenSource closed)
    {
        if (_pair is { } pair && (pair.Old == closed || pair.New == closed))
        {
            _pair = null;
            (Answer, Error) = (null, "");
            _summaries.Clear();
            Tell("");
        }
    }

    private async Task TickAsync((OpenSource, OpenSource) pair)
    {
        while (Doing.Length > 0 && _pair == pair)
        {
            await Task.Delay(100);
            Changed?.Invoke();
        }
    }

    private void Tell(string text)
    {
        Doing = text;
        Changed?.Invoke();
    }
}
