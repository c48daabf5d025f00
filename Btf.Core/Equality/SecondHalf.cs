using System.Runtime.ExceptionServices;

namespace Btf.Core.Equality;

/// <summary>The second half of a task. The thread that comes first runs it, so the first half's thread never waits for a pool whose threads are all busy.</summary>
/// <param name="action">Runs a half: 0 or 1.</param>
internal sealed class SecondHalf(Action<int> action)
{
    private int _isTaken;
    private volatile bool _isDone;
    private ExceptionDispatchInfo? _failure;

    /// <summary>Runs the half unless another thread runs it. Its exception is kept for the thread that waits.</summary>
    public void RunIfFree()
    {
        if (!TryTake())
        {
            return;
        }

        try
        {
            action(1);
        }
        catch (Exception e)
        {
            _failure = ExceptionDispatchInfo.Capture(e);
        }

        _isDone = true;
        lock (this)
        {
            Monitor.Pulse(this);
        }
    }

    /// <summary>Runs the half here, or waits for the thread that runs it.</summary>
    public void RunOrWait()
    {
        if (TryTake())
        {
            action(1);
            return;
        }

        Wait();
        _failure?.Throw();
    }

    /// <summary>Makes sure that no thread runs the half any longer.</summary>
    public void Cancel()
    {
        if (!TryTake())
        {
            Wait();
        }
    }

    private bool TryTake() => Interlocked.Exchange(ref _isTaken, 1) == 0;

    private void Wait()
    {
        var spin = new ShortSpin();
        while (!_isDone && spin.TryContinue())
        {
        }

        bool isInterrupted = false;
        while (!_isDone)
        {
            isInterrupted |= !TrySleep();
        }

        if (isInterrupted)
        {
            Thread.CurrentThread.Interrupt();
        }
    }

    /// <summary>Sleeps until the other thread is done. Returns false if somebody interrupts this thread: the other one still uses this one's memory.</summary>
    private bool TrySleep()
    {
        try
        {
            lock (this)
            {
                return _isDone || Monitor.Wait(this);
            }
        }
        catch (ThreadInterruptedException)
        {
            return false;
        }
    }
}
