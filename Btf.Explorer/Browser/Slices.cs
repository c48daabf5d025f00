using System.Diagnostics;

namespace Btf.Explorer.Browser;

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
        token.ThrowIfCancellationRequested();
        await (OperatingSystem.IsBrowser() ? Page.RestAsync() : Task.Delay(1, token));
        token.ThrowIfCancellationRequested();
        _end = Stopwatch.GetTimestamp() + _length;
    }
}
