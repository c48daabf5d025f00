namespace Btf.Core;

/// <summary>
/// Bytes at a fixed address that stay readable for as long as this object is reachable, even after <see cref="Close"/>.
/// </summary>
/// <remarks>
/// Readers hold the owner and a pointer, and check only bounds. So closing may replace the content of the address range, but must never unmap it. The finalizer
/// frees the range; it does not run while a reader is alive.
/// </remarks>
internal abstract unsafe class BtfMemory : IDisposable
{
    // A closed range holds only addresses. A small part of its length counts as pressure, so that the collector runs before very many closed ranges exist.
    private const int ClosedShare = 64;

    private BtfMemory? _attached;
    private int _usedLength;
    private long _pressure;

    ~BtfMemory() => FreeAll();

    /// <summary>The first byte; null only if <see cref="Length"/> is 0.</summary>
    public byte* Start { get; protected init; }

    /// <summary>The number of readable bytes from <see cref="Start"/>.</summary>
    public int Length { get; protected set; }

    /// <summary>The number of writable bytes from <see cref="Start"/>, at least <see cref="Length"/>, in the library's own memory; 0 in other memory.</summary>
    public virtual int Capacity => 0;

    /// <summary>The number of bytes in use from <see cref="Start"/>: <see cref="Length"/>, and the memory attached after it.</summary>
    protected int UsedLength
    {
        get => Math.Max(_usedLength, Length);
        private set => _usedLength = value;
    }

    /// <summary>
    /// Whether a caller of the library has a span of these bytes, which may outlive this object. If so, the addresses stay readable for good.
    /// </summary>
    public bool IsExposed { get; private set; }

    /// <summary>The whole range. The caller keeps this object alive while it uses the span.</summary>
    // In bounds: Start and Length describe one allocation, fixed at construction.
    public ReadOnlySpan<byte> Span => new(Start, Length);

    /// <summary>Returns the bytes from <paramref name="offset"/> on as a stream. The caller keeps this object alive while it reads.</summary>
    // In bounds: the offset is checked, and the length is the rest.
    public Stream OpenRead(int offset)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)offset, (uint)Length, nameof(offset));
        return new UnmanagedMemoryStream(Start + offset, Length - offset);
    }

    /// <summary>Records that a caller of the library gets a span of these bytes, or of what is attached to them.</summary>
    public void Expose()
    {
        IsExposed = true;
        _attached?.Expose();
    }

    /// <summary>Returns memory of the library's own that is closed and freed together with this one.</summary>
    /// <param name="length">The number of bytes, more than 0. They are writable and aligned to 4.</param>
    /// <exception cref="IOException">There is not enough memory.</exception>
    public byte* Attach(int length)
    {
        if (_attached is not null)
        {
            return _attached.Attach(length);
        }

        // There may be room after the data.
        long behind = ((long)UsedLength + 3) & ~3L;
        if (behind + length <= Capacity)
        {
            UsedLength = (int)behind + length;
            return Start + behind;
        }

        _attached = OwnMemory.Allocate(length);
        return _attached.Start;
    }

    /// <summary>Frees the content, as far as the platform can while the addresses stay readable.</summary>
    public virtual void Close() => _attached?.Close();

    /// <summary>Frees everything at once, the addresses too. Only for memory that no other code has seen.</summary>
    public void Dispose()
    {
        _attached?.Dispose();
        FreeAll();
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees everything. Called once.</summary>
    protected abstract void Free();

    /// <summary>Tells the collector how many bytes it frees by collecting this object.</summary>
    public void TellHeld(long bytes) => TellPressure(bytes, 0);

    /// <summary>Sets the number of bytes that the collector frees by collecting this object. Replaces the earlier number.</summary>
    /// <param name="bytes">Bytes of memory that only this object holds.</param>
    /// <param name="closed">Bytes of addresses without memory.</param>
    protected void TellPressure(long bytes, long closed)
    {
        long pressure = bytes + (closed / ClosedShare);
        if (pressure != _pressure)
        {
            MemoryPressure.Change(pressure - _pressure);
        }

        _pressure = pressure;
    }

    private void FreeAll()
    {
        Free();
        TellPressure(0, 0);
    }
}
