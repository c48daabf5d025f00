using System.Runtime.InteropServices;

namespace Btf.Core;

/// <summary>
/// Bytes at a fixed address that stay readable for as long as this object is reachable, even after <see cref="Close"/>.
/// </summary>
/// <remarks>
/// Readers hold the owner and a pointer, and check nothing but bounds. So closing must never take the address range away:
/// it may only replace its content. The range itself goes back in the finalizer, which no live reader permits.
/// </remarks>
internal abstract unsafe class BtfMemory
{
    private void* _attached;

    ~BtfMemory()
    {
        Free();
        NativeMemory.Free(_attached);
    }

    /// <summary>The first byte; null only where <see cref="Length"/> is 0.</summary>
    public byte* Start { get; protected init; }

    /// <summary>The number of readable bytes from <see cref="Start"/>.</summary>
    public int Length { get; protected init; }

    /// <summary>The whole range. The caller keeps this object alive while it uses the span.</summary>
    // In bounds: Start and Length describe one allocation, fixed at construction.
    public ReadOnlySpan<byte> Span => new(Start, Length);

    /// <summary>Hands over a block of unmanaged memory that lives as long as this object. Called once at most.</summary>
    public void Attach(void* block) => _attached = block;

    /// <summary>Gives the content back as far as the platform can while the addresses stay readable.</summary>
    public virtual void Close()
    {
    }

    /// <summary>Gives everything back. Called once, by the finalizer.</summary>
    protected abstract void Free();
}
