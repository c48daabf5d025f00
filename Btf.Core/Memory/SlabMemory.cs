using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Btf.Core;

/// <summary>The library's own memory in a part of a <see cref="MemorySlab"/>, for small copies of data and indexes. Closing clears it.</summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe class SlabMemory : BtfMemory
{
    private readonly MemorySlab _slab;
    private readonly int _partLength;
    private int _isClosed;

    private SlabMemory(MemorySlab slab, nint start, int partLength, int length)
    {
        _slab = slab;
        _partLength = partLength;
        Start = (byte*)start;
        Length = length;
        NativeHeap.Count(length);
        TellPressure(partLength, 0);
    }

    /// <summary>The number of bytes from <see cref="BtfMemory.Start"/> to the end of the part.</summary>
    public override int Capacity => _partLength;

    /// <summary>Allocates writable memory that reads as zeros; returns null if it is too long for a slab, or the system has no room for one.</summary>
    /// <param name="length">The number of bytes, more than 0.</param>
    /// <param name="room">The number of further bytes for attached memory.</param>
    public static SlabMemory? TryCreate(int length, int room)
    {
        nuint partLength = LinuxPages.Round((long)length + room);
        return partLength <= MemorySlab.MostPart && MemorySlab.TryTake((int)partLength, out nint start) is { } slab
            ? new SlabMemory(slab, start, (int)partLength, length)
            : null;
    }

    public override void Close()
    {
        base.Close();
        if (TryClear())
        {
            TellPressure(0, _partLength);
        }
    }

    protected override void Free()
    {
        _ = TryClear();
        _slab.Release();
    }

    private bool TryClear()
    {
        // Only once, because several threads may close at the same time.
        if (Interlocked.Exchange(ref _isClosed, 1) != 0)
        {
            return false;
        }

        // In bounds: the used bytes lie in the part, and no other bytes were written.
        NativeMemory.Clear(Start, (nuint)UsedLength);
        _slab.Close((nint)Start, _partLength);
        return true;
    }
}
