using System.IO.MemoryMappedFiles;
using Microsoft.Win32.SafeHandles;

namespace Btf.Core;

/// <summary>A mapping through <see cref="MemoryMappedFile"/>, for every platform that is not Linux.</summary>
/// <remarks>Closing leaves the view in place until the object is collected: there is no portable way to exchange its pages.</remarks>
internal sealed unsafe class PortableMemory : BtfMemory
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;

    private PortableMemory(MemoryMappedFile file, MemoryMappedFileAccess access, int length)
    {
        _file = file;
        _view = file.CreateViewAccessor(0, length, access);
        byte* start = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        Start = start + _view.PointerOffset;
        Length = length;
    }

    /// <summary>Maps the first <paramref name="length"/> bytes of a file; null where the file refuses to be mapped.</summary>
    public static PortableMemory? TryMap(SafeFileHandle file, int length)
    {
        try
        {
            var mapping = MemoryMappedFile.CreateFromFile(file, mapName: null, capacity: 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
            return new PortableMemory(mapping, MemoryMappedFileAccess.Read, length);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Memory that is all zero, and can be written.</summary>
    public static PortableMemory Allocate(int length) =>
        new(MemoryMappedFile.CreateNew(mapName: null, length), MemoryMappedFileAccess.ReadWrite, length);

    /// <summary>Reserves memory for a copy and lets <paramref name="file"/> fill it.</summary>
    /// <exception cref="IOException">The file ends before <paramref name="length"/> bytes, or cannot be read.</exception>
    public static PortableMemory Copy(SafeFileHandle file, int length)
    {
        PortableMemory memory = Allocate(length);
        FileContent.ReadExactly(file, new Span<byte>(memory.Start, length));
        return memory;
    }

    protected override void Free()
    {
        // The finalizer may run after a constructor that threw.
        if (_view is not null)
        {
            _view.SafeMemoryMappedViewHandle.ReleasePointer();
            _view.Dispose();
        }

        _file?.Dispose();
    }
}
