namespace Btf.Testing;

/// <summary>
/// Runs cases of a target. Each input ends directly before an inaccessible page. All calls of a case together have two seconds of processor time, and a bound
/// on memory that depends on the size of the input.
/// </summary>
public sealed class FuzzHarness : IDisposable
{
    /// <summary>A case that takes longer fails.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    private readonly FuzzTarget _target;
    private readonly TimeSpan _limit;
    private GuardedMemory _data;
    private GuardedMemory _base;

    /// <param name="target">The target.</param>
    /// <param name="capacity">The length of the longest input.</param>
    /// <param name="limit">The processor time of a case; null for <see cref="Limit"/>.</param>
    public FuzzHarness(FuzzTarget target, int capacity = 0, TimeSpan? limit = null)
    {
        _target = target;
        _limit = limit ?? Limit;
        _data = new GuardedMemory(Math.Max(capacity, 1));
        _base = new GuardedMemory(1);
    }

    /// <summary>The number of inputs that could be opened.</summary>
    public long Accepted { get; private set; }

    public long Refused { get; private set; }

    public FuzzResult Run(ReadOnlySpan<byte> file)
    {
        (byte[] baseData, byte[] data) = FuzzInput.Split(file);
        var input = new FuzzInput(Place(ref _data, data), Place(ref _base, baseData));
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        NativeMemoryUse.Start();
        TimeSpan start = ThreadTime.Now;
        string? failure = null;
        bool accepted = false;
        try
        {
            accepted = _target.Run(input);
        }
        catch (Exception e)
        {
            failure = e.ToString();
        }

        TimeSpan time = ThreadTime.Now - start;
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        long native = NativeMemoryUse.Most;
        long bound = _target.AllocationBound(file.Length);
        long nativeBound = FuzzTargets.NativeBound(file.Length);
        failure ??=
            time > _limit ? $"It took {time}." :
            allocated > bound ? $"It allocated {allocated} bytes for {file.Length}, more than {bound}." :
            native > nativeBound ? $"It held {native} bytes off the managed heap for {file.Length}, more than {nativeBound}." : null;
        _ = accepted ? Accepted++ : Refused++;
        return new FuzzResult(accepted, failure, time, allocated, native);
    }

    public void Dispose()
    {
        ((IDisposable)_data).Dispose();
        ((IDisposable)_base).Dispose();
    }

    private static ReadOnlyMemory<byte> Place(ref GuardedMemory memory, byte[] bytes)
    {
        if (bytes.Length > memory.Capacity)
        {
            ((IDisposable)memory).Dispose();
            memory = new GuardedMemory(bytes.Length);
        }

        return memory.Place(bytes);
    }
}
