using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Btf.Core;

/// <summary>Makes the system calls on pages of the address space.</summary>
[SupportedOSPlatform("linux")]
internal static partial class LinuxPages
{
    private const int ProtRead = 1;
    private const int ProtWrite = 2;
    private const int MapPrivate = 0x02;
    private const int MapFixed = 0x10;
    private const int MapAnonymous = 0x20;
    private const int MapNoReserve = 0x4000;
    private const int MapPopulate = 0x8000;
    private const int MremapMayMove = 1;
    private const int MremapFixed = 2;
    private const int MremapDontUnmap = 4;
    private const int MadvDontNeed = 4;
    private const int MadvHugePage = 14;
    private const int MadvPopulateRead = 22;
    private const int MadvPopulateWrite = 23;
    private const int OutOfMemory = 12;

    // MAP_NORESERVE, so that no memory is set aside: read-only pages need none, and open objects bound the writable ones.
    private const int Reserved = MapPrivate | MapAnonymous | MapNoReserve;

    /// <summary>Rounds a length up to whole pages.</summary>
    public static nuint Round(long length) => ((nuint)length + (nuint)Environment.SystemPageSize - 1) & ~((nuint)Environment.SystemPageSize - 1);

    /// <summary>Maps a part of a file, read-only; returns 0 if the file cannot be mapped or there is no room.</summary>
    /// <param name="file">The file.</param>
    /// <param name="offset">The start of the part: a multiple of the page size.</param>
    /// <param name="length">Its length in bytes.</param>
    /// <param name="populate">Whether all pages must be present when the call returns.</param>
    /// <param name="isFull">Whether the call failed because the process may have no more addresses or mappings.</param>
    public static nint MapFile(SafeFileHandle file, long offset, nuint length, bool populate, out bool isFull)
    {
        nint mapping = Address(Mmap(0, length, ProtRead, MapPrivate | (populate ? MapPopulate : 0), file, offset));
        isFull = mapping == 0 && Marshal.GetLastPInvokeError() == OutOfMemory;
        return mapping;
    }

    /// <summary>Maps a part of a file over a range, and so replaces its pages. If that fails, the range may be unmapped.</summary>
    public static bool MapFileAt(nint address, SafeFileHandle file, long offset, nuint length, bool populate) =>
        Mmap(address, length, ProtRead, MapPrivate | MapFixed | (populate ? MapPopulate : 0), file, offset) == address;

    /// <summary>Reserves addresses that read as zeros and are not writable; returns 0 if there is no room. The system sets no memory aside for them.</summary>
    public static nint Reserve(nuint length) => Address(MmapAnonymous(0, length, ProtRead, Reserved, -1, 0));

    /// <summary>Replaces the mappings in a range by pages like those of <see cref="Reserve"/>.</summary>
    /// <returns>Whether the system had room for that.</returns>
    public static bool Replace(nint address, nuint length) => MmapAnonymous(address, length, ProtRead, Reserved | MapFixed, -1, 0) == address;

    /// <summary>Maps writable pages that read as zeros; returns 0 if there is no room.</summary>
    /// <param name="length">The length in bytes.</param>
    /// <param name="populate">Whether all pages must have memory when the call returns.</param>
    public static nint MapWritable(nuint length, bool populate) =>
        Address(MmapAnonymous(0, length, ProtRead | ProtWrite, Reserved | (populate ? MapPopulate : 0), -1, 0));

    /// <summary>Replaces the pages of a range by pages like those of <see cref="MapWritable"/>.</summary>
    public static bool MapWritableAt(nint address, nuint length, bool populate) =>
        MmapAnonymous(address, length, ProtRead | ProtWrite, Reserved | MapFixed | (populate ? MapPopulate : 0), -1, 0) == address;

    /// <summary>Moves a mapping to another range, and so replaces the pages there.</summary>
    /// <returns>Whether the system had room for that.</returns>
    public static bool Move(nint address, nuint length, nint destination) =>
        Mremap(address, length, length, MremapMayMove | MremapFixed, destination) == destination;

    /// <summary>
    /// Moves the memory of writable pages to another range, and so replaces the pages there. The old pages stay, without memory: they read as zeros.
    /// </summary>
    /// <returns>Whether the call succeeded: kernels before 5.7 do not have it.</returns>
    public static bool MoveMemory(nint address, nuint length, nint destination) =>
        Mremap(address, length, length, MremapMayMove | MremapFixed | MremapDontUnmap, destination) == destination;

    /// <summary>Frees the memory of writable pages, which then read as zeros.</summary>
    public static bool Discard(nint address, nuint length) => Madvise(address, length, MadvDontNeed) == 0;

    /// <summary>Brings in all pages of a mapped file at once. Kernels before 5.14 cannot: there, each page comes when it is first read.</summary>
    public static void PopulateForReading(nint address, nuint length) => _ = Madvise(address, length, MadvPopulateRead);

    /// <summary>Gives all writable pages memory at once. Kernels before 5.14 cannot: there, each page gets memory when it is first written.</summary>
    public static void PopulateForWriting(nint address, nuint length) => _ = Madvise(address, length, MadvPopulateWrite);

    /// <summary>Advises the system to give writable pages memory in blocks of 2 MB, where it can.</summary>
    public static void PreferHuge(nint address, nuint length) => _ = Madvise(address, length, MadvHugePage);

    /// <summary>Removes a mapping.</summary>
    public static void Unmap(nint address, nuint length) => _ = Munmap(address, length);

    private static nint Address(nint result) => result == -1 ? 0 : result;

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static partial nint Mmap(nint address, nuint length, int protection, int flags, SafeFileHandle file, long offset);

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial nint MmapAnonymous(nint address, nuint length, int protection, int flags, int file, long offset);

    [LibraryImport("libc", EntryPoint = "mremap")]
    private static partial nint Mremap(nint address, nuint length, nuint newLength, int flags, nint newAddress);

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Madvise(nint address, nuint length, int advice);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Munmap(nint address, nuint length);
}
