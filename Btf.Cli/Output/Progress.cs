using System.Diagnostics;

namespace Btf.Cli;

/// <summary>Tells a person at a terminal what long work is at: one line on standard error, which is gone when the work is done.</summary>
internal sealed class Progress : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(100);

    private readonly bool _isShown = !Console.IsErrorRedirected && Terminal.HasStyles;
    private readonly long _start = Stopwatch.GetTimestamp();
    private TimeSpan _last;
    private bool _isWritten;

    /// <summary>Tells of a step, at most ten times a second, and nothing of work that is soon done.</summary>
    public void Tell(string step)
    {
        TimeSpan now = Stopwatch.GetElapsedTime(_start);
        if (_isShown && now >= _patience && (!_isWritten || now - _last >= _pause))
        {
            _last = now;
            _isWritten = true;
            Console.Error.Write($"\r\e[K{SafeText.Of(step)}");
        }
    }

    public void Dispose()
    {
        if (_isWritten)
        {
            Console.Error.Write("\r\e[K");
        }
    }
}
