using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Btf.Core;

/// <summary>A private mapping made with <c>mmap</c>: of a file, read-only, or of anonymous memory that holds a copy.</summary>
/// <remarks>
/// <see cref="System.IO.MemoryMappedFiles.MemoryMappedFile"/> cannot serve here: <c>/sys/kernel/btf/vmlinux</c> accepts nothing but
/// <c>PROT_READ</c> with <c>MAP_PRIVATE</c>, and it always asks for more.
/// </remarks>
[SupportedOSPlatform("linux")]
internal sealed unsafe partial class LinuxMemory : BtfMemory
{
    private const int ProtRead = 1;
    private const int ProtWrite = 2;
    private const int MapPrivate = 0x02;
    private const int MapFixed = 0x10;
    private const int MapAnonymous = 0x20;
    private const int MapNoReserve = 0x4000;
    private const int MapPopulate = 0x8000;

    // The largest kernels' BTF is a fraction of it. A file that is larger is most likely something else, and is not read whole to see that.
    private const int MaxPopulatedLength = 1 << 27;

    // A mapping starts at a page, and the bytes that were asked for somewhere in it.
    private readonly nint _mapping;
    private readonly nuint _mappedLength;

    private LinuxMemory(nint mapping, int skipped, int length)
    {
        _mapping = mapping;
        _mappedLength = (nuint)skipped + (nuint)length;
        Start = (byte*)mapping + skipped;
        Length = length;
    }

    /// <summary>Maps a part of a file; null where the file refuses to be mapped.</summary>
    /// <param name="file">The file.</param>
    /// <param name="offset">Where the part starts. That it lies inside the file is the caller's to know.</param>
    /// <param name="length">Its length in bytes.</param>
    public static LinuxMemory? TryMap(SafeFileHandle file, long offset, int length)
    {
        int skipped = (int)(offset % Environment.SystemPageSize);

        // Populated at once: what is done next reads all of it, and one call is cheaper than a fault every few pages.
        int populate = length <= MaxPopulatedLength ? MapPopulate : 0;
        nint address = Mmap(0, (nuint)skipped + (nuint)length, ProtRead, MapPrivate | populate, file, offset - skipped);
        return address == -1 ? null : new LinuxMemory(address, skipped, length);
    }

    /// <summary>Memory that is all zero, and can be written.</summary>
    /// <exception cref="IOException">There is not so much memory.</exception>
    public static LinuxMemory Allocate(int length)
    {
        NativeHeap.Count(length);
        nint address = MmapAnonymous(0, (nuint)length, ProtRead | ProtWrite, MapPrivate | MapAnonymous, -1, 0);
        return address == -1
            ? throw new IOException($"There are no {length} bytes of memory for a copy of the data.")
            : new LinuxMemory(address, 0, length);
    }

    /// <summary>Reserves memory for a copy of a part of a file, fills it, and makes it read-only.</summary>
    /// <exception cref="IOException">There is not so much memory, the file ends before the part does, or cannot be read.</exception>
    public static LinuxMemory Copy(SafeFileHandle file, long offset, int length)
    {
        LinuxMemory memory = Allocate(length);
        PlatformMemory.ReadExactly(file, offset, new Span<byte>(memory.Start, length));
        memory.Protect();
        return memory;
    }

    /// <summary>Lays zero pages over the range: the file and its memory are released now, and a late reader sees zeros.</summary>
    public override void Close() =>
        _ = MmapAnonymous(_mapping, _mappedLength, ProtRead, MapPrivate | MapAnonymous | MapFixed | MapNoReserve, -1, 0);

    protected override void Free()
    {
        if (_mapping != 0)
        {
            _ = Munmap(_mapping, _mappedLength);
        }
    }

    private void Protect() => _ = Mprotect(_mapping, _mappedLength, ProtRead);

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static partial nint Mmap(nint address, nuint length, int protection, int flags, SafeFileHandle file, long offset);

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static partial nint MmapAnonymous(nint address, nuint length, int protection, int flags, int file, long offset);

    [LibraryImport("libc", EntryPoint = "mprotect", SetLastError = true)]
    private static partial int Mprotect(nint address, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap", SetLastError = true)]
    private static partial int Munmap(nint address, nuint length);
}
