using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Btf.Core;

/// <summary>Memory of the library's own that is a part of a <see cref="MemorySlab"/>: small copies of data, and indexes. Closing clears it.</summary>
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

    /// <summary>The bytes from <see cref="BtfMemory.Start"/> to the end of the part.</summary>
    public override int Capacity => _partLength;

    /// <summary>Takes memory that reads as zeros and can be written; null where a slab has no room for it, or the system none for a slab.</summary>
    /// <param name="length">How many bytes; more than 0.</param>
    /// <param name="room">How many bytes more there are to be for what is attached.</param>
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
        // Once: threads may close at the same time.
        if (Interlocked.Exchange(ref _isClosed, 1) != 0)
        {
            return false;
        }

        // In bounds: the used bytes lie in the part, and nothing else was written.
        NativeMemory.Clear(Start, (nuint)UsedLength);
        _slab.Close((nint)Start, _partLength);
        return true;
    }
}
