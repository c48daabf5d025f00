using System.Runtime.Versioning;

namespace Btf.Core;

/// <summary>Provides the addresses of slabs. A slab's addresses wait here once no reader can have a view of its parts any more.</summary>
/// <remarks>Call it under the lock of <see cref="MemorySlab"/>. It reserves many slabs at once, so that unused ones share one mapping.</remarks>
[SupportedOSPlatform("linux")]
internal static class SlabAddresses
{
    private const nuint ChunkLength = 1 << 26;

    private static readonly Stack<nint> _waiting = [];
    private static nint _next;
    private static nint _end;

    /// <summary>Takes a range of <see cref="MemorySlab.Length"/> bytes that reads as zeros and is not writable yet; returns 0 if there is no room.</summary>
    public static nint TryTake()
    {
        if (_waiting.TryPop(out nint address))
        {
            return address;
        }

        if (_end - _next < MemorySlab.Length && !Reserve())
        {
            return 0;
        }

        address = _next;
        _next += MemorySlab.Length;
        return address;
    }

    /// <summary>Takes back a range that reads as zeros.</summary>
    public static void Return(nint address) => _waiting.Push(address);

    private static bool Reserve()
    {
        // The system moves a slab by moving its page table if the slab starts at a multiple of its length.
        nint start = LinuxPages.Reserve(ChunkLength);
        if (start != 0)
        {
            _next = (start + MemorySlab.Length - 1) & ~(nint)(MemorySlab.Length - 1);
            _end = start + (nint)ChunkLength;
            return true;
        }

        start = LinuxPages.Reserve(MemorySlab.Length);
        _next = start;
        _end = start == 0 ? 0 : start + MemorySlab.Length;
        return start != 0;
    }
}
