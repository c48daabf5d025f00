namespace Btf.Core;

/// <summary>Working memory that one enumeration uses after the other, so that asking allocates nothing once a thread has asked before.</summary>
/// <typeparam name="T">The class that derives from this one.</typeparam>
internal abstract class Leasable<T>
    where T : Leasable<T>, new()
{
    [ThreadStatic]
    private static T? _spare;

    private int _lease;
    private T? _nextSpare;

    /// <summary>Tells the current use from those before and after it: an enumerator that was disposed, or a copy of one, cannot disturb the next.</summary>
    public int Lease => Volatile.Read(ref _lease);

    /// <summary>Ends a use; the instance goes to this thread's spare ones. The second call for the same use does nothing.</summary>
    public void Return(int lease)
    {
        if (Interlocked.CompareExchange(ref _lease, lease + 1, lease) == lease)
        {
            _nextSpare = _spare;
            _spare = (T)this;
        }
    }

    /// <summary>Takes a spare instance of this thread's, or makes one.</summary>
    protected static T TakeSpare()
    {
        T instance = _spare ?? new T();
        _spare = instance._nextSpare;
        instance._nextSpare = null;
        return instance;
    }
}
