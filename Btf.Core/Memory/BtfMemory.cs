namespace Btf.Core;

/// <summary>
/// Bytes at a fixed address that stay readable for as long as this object is reachable, even after <see cref="Close"/>.
/// </summary>
/// <remarks>
/// Readers hold the owner and a pointer, and check only bounds. So closing must never unmap the address range: it may only
/// replace its content. The finalizer gives the range back, and it does not run while a reader is alive.
/// </remarks>
internal abstract unsafe class BtfMemory : IDisposable
{
    // A closed range keeps only its addresses. A small part of its length counts as pressure, so that the collector runs before very many have gathered.
    private const int ClosedShare = 64;

    private BtfMemory? _attached;
    private int _usedLength;
    private long _pressure;

    ~BtfMemory() => FreeAll();

    /// <summary>The first byte; null only where <see cref="Length"/> is 0.</summary>
    public byte* Start { get; protected init; }

    /// <summary>The number of readable bytes from <see cref="Start"/>.</summary>
    public int Length { get; protected init; }

    /// <summary>How many bytes may be written from <see cref="Start"/> on, where this is memory of the library's own: <see cref="Length"/> or more.</summary>
    public virtual int Capacity => 0;

    /// <summary>How many bytes from <see cref="Start"/> on are in use: <see cref="Length"/>, and what was attached behind.</summary>
    protected int UsedLength
    {
        get => Math.Max(_usedLength, Length);
        private set => _usedLength = value;
    }

    /// <summary>Whether a caller of the library was given a span of these bytes, which may outlive this object. Then the addresses stay readable for good.</summary>
    public bool IsExposed { get; private set; }

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

    /// <summary>Says that a caller of the library is given a span of these bytes.</summary>
    public void Expose() => IsExposed = true;

    /// <summary>Memory of the library's own that is closed and freed with this one. Called once at most.</summary>
    /// <param name="length">How many bytes; more than 0. They can be written, and are aligned to 4.</param>
    /// <exception cref="IOException">There is not so much memory.</exception>
    public byte* Attach(int length)
    {
        // There may be room behind the data.
        long behind = ((long)Length + 3) & ~3L;
        if (behind + length <= Capacity)
        {
            UsedLength = (int)behind + length;
            return Start + behind;
        }

        _attached = OwnMemory.Allocate(length);
        return _attached.Start;
    }

    /// <summary>Gives the content back as far as the platform can while the addresses stay readable.</summary>
    public virtual void Close() => _attached?.Close();

    /// <summary>Gives everything back at once, the addresses too: only for memory that nobody else has seen.</summary>
    public void Dispose()
    {
        _attached?.Dispose();
        FreeAll();
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives everything back. Called once.</summary>
    protected abstract void Free();

    /// <summary>Says how much the collector frees by collecting this object. What was said before no longer holds.</summary>
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
