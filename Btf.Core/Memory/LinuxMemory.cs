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

    // A mapping starts at a page, and the bytes that were asked for somewhere in it.
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
        bool populate = length <= MaxPopulatedLength;
        nint? free = AddressPool.Mappings.TryRentOfPlenty(mappedLength);
        nint mapping = LinuxPages.MapFile(file, offset - skipped, mappedLength, populate && free is null);
        if (free is { } range)
        {
            mapping = MoveTo(range, mapping, mappedLength, populate);
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
            AddressPool.Mappings.Return(_mapping, _mappedLength);
        }
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

        // A move that failed may have taken the range's pages away.
        if (mapping == 0 || LinuxPages.Replace(range, length))
        {
            AddressPool.Mappings.Return(range, length);
        }

        return mapping;
    }

    private bool Replace() => _isReplaced = _isReplaced || LinuxPages.Replace(_mapping, _mappedLength);
}
