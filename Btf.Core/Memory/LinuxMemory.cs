using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Btf.Core;

/// <summary>A part of a file, mapped privately and read-only.</summary>
/// <remarks>
/// <see cref="System.IO.MemoryMappedFiles.MemoryMappedFile"/> cannot serve here: <c>/sys/kernel/btf/vmlinux</c> accepts nothing but
/// <c>PROT_READ</c> with <c>MAP_PRIVATE</c>, and it always asks for more.
/// </remarks>
[SupportedOSPlatform("linux")]
internal sealed unsafe class LinuxMemory : BtfMemory
{
    // The largest kernels' BTF is a fraction of it. A file that is larger is most likely something else, and is not read whole to see that.
    private const int MaxPopulatedLength = 1 << 27;

    // A mapping starts at a page, and the requested bytes start somewhere in that page.
    private readonly nint _mapping;
    private readonly nuint _mappedLength;
    private bool _isReplaced;

    private LinuxMemory(nint mapping, nuint mappedLength, int skipped, int length)
    {
        _mapping = mapping;
        _mappedLength = mappedLength;
        Start = (byte*)mapping + skipped;
        Length = length;
        TellPressure(0, (long)mappedLength);
    }

    /// <summary>Maps a part of a file; null where the file refuses to be mapped.</summary>
    /// <param name="file">The file.</param>
    /// <param name="offset">Where the part starts. That it lies inside the file is the caller's to know.</param>
    /// <param name="length">Its length in bytes.</param>
    public static LinuxMemory? TryMap(SafeFileHandle file, long offset, int length)
    {
        int skipped = (int)(offset % Environment.SystemPageSize);
        nuint mappedLength = LinuxPages.Round((long)skipped + length);

        // Populated at once: what is done next reads all of it, and one call is cheaper than a fault every few pages.
        nint mapping = Map(file, offset - skipped, mappedLength, length <= MaxPopulatedLength, out bool isFull);
        if (isFull)
        {
            LastResort.Collect();
            mapping = Map(file, offset - skipped, mappedLength, length <= MaxPopulatedLength, out _);
        }

        return mapping == 0 ? null : new LinuxMemory(mapping, mappedLength, skipped, length);
    }

    /// <summary>Lays zero pages over the range: the file and its memory are released now, and a late reader sees zeros.</summary>
    /// <remarks>Where the system has no room for that, which it needs for a moment only, the mapping stays until the object is collected.</remarks>
    public override void Close()
    {
        base.Close();
        Replace();
    }

    protected override void Free()
    {
        if (_mapping == 0)
        {
            return;
        }

        if (!IsExposed)
        {
            LinuxPages.Unmap(_mapping, _mappedLength);
        }
        else if (Replace())
        {
            // A mapping that could not be replaced stays where it is.
            AddressPool.Return(_mapping, _mappedLength);
        }
    }

    private static nint Map(SafeFileHandle file, long offset, nuint length, bool populate, out bool isFull)
    {
        nint? free = AddressPool.TryRentOfPlenty(length);
        nint mapping = LinuxPages.MapFile(file, offset, length, populate && free is null, out isFull);
        if (isFull)
        {
            mapping = MapOverWaiting(free, file, offset, length, populate);
            isFull = mapping == 0;
        }
        else if (free is { } range)
        {
            mapping = MoveTo(range, mapping, length, populate);
        }

        return mapping;
    }

    /// <summary>Maps a file where the process may have no new addresses: over some that wait in the pool; 0 where none do.</summary>
    private static nint MapOverWaiting(nint? free, SafeFileHandle file, long offset, nuint length, bool populate)
    {
        if ((free ?? AddressPool.TryRent(length)) is not { } range)
        {
            return 0;
        }

        if (LinuxPages.MapFileAt(range, file, offset, length, populate))
        {
            return range;
        }

        // The failed call may have unmapped the range, and somebody else may use its addresses by now: they are given up.
        return 0;
    }

    /// <summary>Moves a mapping to a range of the pool; what is left over goes there.</summary>
    private static nint MoveTo(nint range, nint mapping, nuint length, bool populate)
    {
        if (mapping != 0 && LinuxPages.Move(mapping, length, range))
        {
            if (populate)
            {
                LinuxPages.PopulateForReading(range, length);
            }

            return range;
        }

        // After a move that failed the range's addresses may be somebody else's: they are given up.
        if (mapping == 0)
        {
            AddressPool.Return(range, length);
        }

        return mapping;
    }

    private bool Replace() => _isReplaced = _isReplaced || LinuxPages.Replace(_mapping, _mappedLength);
}
