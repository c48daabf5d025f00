using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Btf.Core;

/// <summary>A part of a file, mapped privately and read-only.</summary>
/// <remarks>
/// <see cref="System.IO.MemoryMappedFiles.MemoryMappedFile"/> cannot serve: it always asks for more than <c>PROT_READ</c> with <c>MAP_PRIVATE</c>, and
/// <c>/sys/kernel/btf/vmlinux</c> accepts nothing else.
/// </remarks>
[SupportedOSPlatform("linux")]
internal sealed unsafe class LinuxMemory : BtfMemory
{
    // The BTF of the largest kernels is far smaller. A larger file is most likely something else, which must not be read whole to find that out.
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

    /// <summary>Maps a part of a file; returns null if the file cannot be mapped.</summary>
    /// <param name="file">The file.</param>
    /// <param name="offset">The start of the part. The caller has checked that it lies inside the file.</param>
    /// <param name="length">Its length in bytes.</param>
    public static LinuxMemory? TryMap(SafeFileHandle file, long offset, int length)
    {
        int skipped = (int)(offset % Environment.SystemPageSize);
        nuint mappedLength = LinuxPages.Round((long)skipped + length);

        // Populated at once: the next steps read all of it, and one call is cheaper than a fault every few pages.
        nint mapping = Map(file, offset - skipped, mappedLength, length <= MaxPopulatedLength, out bool isFull);
        if (isFull)
        {
            LastResort.Collect();
            mapping = Map(file, offset - skipped, mappedLength, length <= MaxPopulatedLength, out _);
        }

        return mapping == 0 ? null : new LinuxMemory(mapping, mappedLength, skipped, length);
    }

    /// <summary>Replaces the range by zero pages: the file and its memory are released now, and a late reader sees zeros.</summary>
    /// <remarks>The system needs a moment's extra room for that. If there is none, the mapping stays until the object is collected.</remarks>
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
            // A mapping that could not be replaced stays in place.
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

    /// <summary>Maps a file if the process may have no new addresses: over a range of the pool; returns 0 if there is none.</summary>
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

        // The failed call may have unmapped the range, and other code may use its addresses by now: give them up.
        return 0;
    }

    /// <summary>Moves a mapping to a range of the pool.</summary>
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

        // After a failed move, other code may use the range's addresses: give them up.
        if (mapping == 0)
        {
            AddressPool.Return(range, length);
        }

        return mapping;
    }

    private bool Replace() => _isReplaced = _isReplaced || LinuxPages.Replace(_mapping, _mappedLength);
}
