namespace Btf.Core;

/// <summary>Working memory that one enumeration after another uses, so that only a thread's first enumeration allocates.</summary>
/// <typeparam name="T">The class that derives from this one.</typeparam>
internal abstract class Leasable<T>
    where T : Leasable<T>, new()
{
    [ThreadStatic]
    private static T? _spare;

    private int _lease;
    private T? _nextSpare;

    /// <summary>The number of the current use. It keeps a disposed enumerator, or a copy of one, from disturbing the next use.</summary>
    public int Lease => Volatile.Read(ref _lease);

    /// <summary>Ends a use, and adds the instance to this thread's spare ones. A second call for the same use does nothing.</summary>
    public void Return(int lease)
    {
        if (Interlocked.CompareExchange(ref _lease, lease + 1, lease) == lease)
        {
            _nextSpare = _spare;
            _spare = (T)this;
        }
    }

    /// <summary>Takes one of this thread's spare instances, or makes one.</summary>
    protected static T TakeSpare()
    {
        T instance = _spare ?? new T();
        _spare = instance._nextSpare;
        instance._nextSpare = null;
        return instance;
    }
}
