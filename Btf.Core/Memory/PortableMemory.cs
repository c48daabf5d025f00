using System.IO.MemoryMappedFiles;
using Microsoft.Win32.SafeHandles;

namespace Btf.Core;

/// <summary>A mapping through <see cref="MemoryMappedFile"/>, for every platform except 64-bit Linux.</summary>
/// <remarks>Closing leaves the view in place until the object is collected: no portable call replaces its pages.</remarks>
internal sealed unsafe class PortableMemory : BtfMemory
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;

    private PortableMemory(MemoryMappedFile file, MemoryMappedFileAccess access, long offset, int length)
    {
        _file = file;
        _view = file.CreateViewAccessor(offset, length, access);
        byte* start = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        Start = start + _view.PointerOffset;
        Length = length;
    }

    /// <summary>Maps a part of a file; returns null if the file cannot be mapped.</summary>
    /// <param name="file">The file.</param>
    /// <param name="offset">The start of the part.</param>
    /// <param name="length">Its length in bytes.</param>
    public static PortableMemory? TryMap(SafeFileHandle file, long offset, int length)
    {
        try
        {
            var mapping = MemoryMappedFile.CreateFromFile(file, mapName: null, capacity: 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
            return new PortableMemory(mapping, MemoryMappedFileAccess.Read, offset, length);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    protected override void Free()
    {
        // The finalizer also runs if the constructor threw.
        if (_view is not null)
        {
            _view.SafeMemoryMappedViewHandle.ReleasePointer();
            _view.Dispose();
        }

        _file?.Dispose();
    }
}
