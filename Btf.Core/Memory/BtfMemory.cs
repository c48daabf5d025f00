namespace Btf.Core;

/// <summary>
/// Bytes at a fixed address that stay readable for as long as this object is reachable, even after <see cref="Close"/>.
/// </summary>
/// <remarks>
/// Readers hold the owner and a pointer, and check nothing but bounds. So closing must never take the address range away:
/// it may only replace its content. The range itself goes back in the finalizer, which no live reader permits.
/// </remarks>
internal abstract unsafe class BtfMemory : IDisposable
{
    private void* _attached;

    ~BtfMemory() => FreeAll();

    /// <summary>The first byte; null only where <see cref="Length"/> is 0.</summary>
    public byte* Start { get; protected init; }

    /// <summary>The number of readable bytes from <see cref="Start"/>.</summary>
    public int Length { get; protected init; }

    /// <summary>The whole range. The caller keeps this object alive while it uses the span.</summary>
    // In bounds: Start and Length describe one allocation, fixed at construction.
    public ReadOnlySpan<byte> Span => new(Start, Length);

    /// <summary>The bytes from <paramref name="offset"/> on, as a stream. The caller keeps this object alive while it reads.</summary>
    // In bounds: the offset is checked, and the length is what it leaves.
    public Stream OpenRead(int offset)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)offset, (uint)Length, nameof(offset));
        return new UnmanagedMemoryStream(Start + offset, Length - offset);
    }

    /// <summary>Hands over a block of unmanaged memory that lives as long as this object. Called once at most.</summary>
    public void Attach(void* block) => _attached = block;

    /// <summary>Gives the content back as far as the platform can while the addresses stay readable.</summary>
    public virtual void Close()
    {
    }

    /// <summary>Gives everything back at once, the addresses too: only for memory that nobody else has seen.</summary>
    public void Dispose()
    {
        FreeAll();
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives everything back. Called once.</summary>
    protected abstract void Free();

    private void FreeAll()
    {
        Free();
        NativeHeap.Free(_attached);
    }
}
