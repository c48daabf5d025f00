using System.Diagnostics;

namespace Btf.Fuzz;

/// <summary>Ends the process if a case does not end. Its input is in the file of <see cref="CurrentInput"/>.</summary>
internal sealed class Watchdog : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);
    private readonly Timer _timer;
    private long _start = Stopwatch.GetTimestamp();

    public Watchdog() => _timer = new Timer(_ => Check(), null, _patience, TimeSpan.FromSeconds(5));

    public void Restart() => Volatile.Write(ref _start, Stopwatch.GetTimestamp());

    public void Dispose() => _timer.Dispose();

    private void Check()
    {
        if (Stopwatch.GetElapsedTime(Volatile.Read(ref _start)) > _patience)
        {
            Environment.FailFast("A case does not end.");
        }
    }
}
