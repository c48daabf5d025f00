namespace Btf.Core.Equality;

/// <summary>
/// A thread of the pool that runs second halves. After one it stays ready for a moment, because an operation consists of many short steps: a thread that sleeps
/// starts so late that the first thread has often done both halves.
/// </summary>
internal sealed class SecondThread : IThreadPoolWorkItem
{
    private static SecondThread? _ready;

    private volatile SecondHalf? _next;

    private SecondThread(SecondHalf first) => _next = first;

    /// <summary>Gives a half to the thread that is ready, or to one of the pool.</summary>
    public static void Start(SecondHalf half)
    {
        if (Interlocked.Exchange(ref _ready, null) is { } ready)
        {
            ready._next = half;
        }
        else
        {
            _ = ThreadPool.UnsafeQueueUserWorkItem(new SecondThread(half), preferLocal: false);
        }
    }

    public void Execute()
    {
        do
        {
            SecondHalf half = _next!;
            _next = null;
            half.RunIfFree();
        }
        while (WaitForNext());
    }

    private bool WaitForNext()
    {
        if (Interlocked.CompareExchange(ref _ready, this, null) is not null)
        {
            return false;
        }

        var spin = new ShortSpin();
        while (_next is null)
        {
            // If this thread is not the ready one any more, its next half is about to come.
            if (!spin.TryContinue() && Interlocked.CompareExchange(ref _ready, null, this) == this)
            {
                return false;
            }
        }

        return true;
    }
}
