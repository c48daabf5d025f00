using System.Diagnostics;

namespace Btf.Explorer.Searching;

/// <summary>Cuts long work on the page's only thread into slices, between which the browser handles input.</summary>
/// <param name="token">Ends the work at the end of a slice.</param>
internal sealed class Slices(CancellationToken token)
{
    private static readonly long _length = Stopwatch.Frequency / 1000 * 16;
    private long _end = Stopwatch.GetTimestamp() + _length;

    /// <summary>Whether it is time to rest.</summary>
    public bool IsOver => Stopwatch.GetTimestamp() >= _end;

    /// <summary>Lets the browser work, and starts the next slice.</summary>
    public async Task RestAsync()
    {
        await Task.Delay(1, token);
        _end = Stopwatch.GetTimestamp() + _length;
    }
}
