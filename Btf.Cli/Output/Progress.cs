using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Btf.Cli;

/// <summary>Shows a person at a terminal how far a long command is, in one line on standard error, and clears the line at the end.</summary>
internal sealed class Progress : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly Timer? _timer;
    private string _step;
    private string _shown = "";
    private bool _isDone;

    /// <param name="step">The first step.</param>
    public Progress(string step = "")
    {
        _step = step;
        Current = this;
        if (Terminal.IsErrorWatched && !Terminal.IsDumb)
        {
            _timer = new Timer(_ => Show(), null, _patience, _pause);
        }
    }

    /// <summary>The step that is shown now; null if none is.</summary>
    public static Progress? Current { get; private set; }

    /// <summary>Shows a step: at most ten times a second, and not at all if the work ends soon.</summary>
    public void Tell(string step)
    {
        lock (_lock)
        {
            _step = step;
        }
    }

    public void Dispose()
    {
        _timer?.Dispose();
        Current = null;
        lock (_lock)
        {
            _isDone = true;
            Write("");
        }
    }

    /// <summary>Makes room for a line, and shows the step again below it.</summary>
    public void Erase()
    {
        lock (_lock)
        {
            Write("");
        }
    }

    private void Show()
    {
        lock (_lock)
        {
            if (!_isDone && _step.Length > 0)
            {
                int seconds = (int)Stopwatch.GetElapsedTime(_start).TotalSeconds;
                Write(SafeText.Of(_step) + (seconds == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" ({seconds} s)")));
            }
        }
    }

    /// <summary>Overwrites the shown step. This needs no escape sequence.</summary>
    private void Write(string text)
    {
        text = text.Length < Terminal.Width ? text : text[..(Terminal.Width - 1)];
        if (text == _shown)
        {
            return;
        }

        string rest = new(' ', Math.Max(_shown.Length - text.Length, 0));
        _shown = text;
        try
        {
            StandardStreams.Current.OpenError().Write(Encoding.UTF8.GetBytes(rest.Length == 0 ? $"\r{text}" : $"\r{text}{rest}\r{text}"));
        }
        catch (IOException)
        {
            // The terminal is gone, but the work goes on.
        }
    }
}
