using System.Runtime.Versioning;

namespace Btf.Core;

/// <summary>Where slabs stand in the address space. A slab's addresses wait here once nobody can have a view of its parts any more.</summary>
/// <remarks>Used under the lock of <see cref="MemorySlab"/>. Many slabs are reserved at once, so that they share one mapping while they are not in use.</remarks>
[SupportedOSPlatform("linux")]
internal static class SlabAddresses
{
    private const nuint ChunkLength = 1 << 26;

    private static readonly Stack<nint> _waiting = [];
    private static nint _next;
    private static nint _end;

    /// <summary>Takes a range of <see cref="MemorySlab.Length"/> bytes that reads as zeros and cannot be written yet; 0 where there is no room.</summary>
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

    /// <summary>Gives a range back that reads as zeros.</summary>
    public static void Return(nint address) => _waiting.Push(address);

    private static bool Reserve()
    {
        // A slab that starts at a multiple of its length is moved by moving its page table.
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
