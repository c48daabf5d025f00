using Microsoft.Win32.SafeHandles;

namespace Btf.Core;

/// <summary>A file. A small file is read whole; of a larger one only the requested parts are mapped or read.</summary>
internal sealed class FileSource : ByteSource
{
    // Up to this size, reading a file is cheaper than mapping it and later replacing and unmapping the mapping.
    private const int SmallLength = 64 * 1024;

    // The file is larger than the index of its types by at least this factor.
    private const int IndexShare = 6;

    private readonly SafeFileHandle _file;
    private readonly BtfMemoryMode _mode;
    private BtfMemory? _whole;

    /// <summary>Opens a file.</summary>
    /// <param name="path">A regular file, or one of the pseudo-files in <c>/sys/kernel/btf</c>.</param>
    /// <param name="mode">Whether to map or to copy its parts.</param>
    /// <exception cref="IOException">The file is missing, is not a regular file, or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The path is a directory, or this process may not read it.</exception>
    public FileSource(string path, BtfMemoryMode mode)
    {
        _file = OpenHandle(path, out long length);
        _mode = length > SmallLength ? mode : BtfMemoryMode.Copy;
        Length = length;
    }

    public override long Length { get; }

    public override int ReadHead(Span<byte> destination)
    {
        if (Length is 0 or > SmallLength)
        {
            return PlatformMemory.Read(_file, 0, destination[..(int)Math.Min(Length, destination.Length)]);
        }

        BtfMemory memory = OwnMemory.Allocate((int)Length, out Span<byte> content, room: (int)Length / IndexShare);
        int length = PlatformMemory.Read(_file, 0, content);
        int head = Math.Min(length, destination.Length);
        content[..head].CopyTo(destination);

        // A pseudo-file may claim a larger size than can be read.
        if (length == Length)
        {
            _whole = memory;
        }
        else
        {
            memory.Dispose();
        }

        return head;
    }

    public override BtfMemory Open(long offset, int length)
    {
        if (length == 0)
        {
            return new BorrowedMemory(default);
        }

        if (_whole is not { } whole)
        {
            return PlatformMemory.Open(_file, offset, length, _mode);
        }

        if (length == Length)
        {
            _whole = null;
            return whole;
        }

        BtfMemory part = OwnMemory.Allocate(length, out Span<byte> content);
        whole.Span.Slice((int)offset, length).CopyTo(content);
        return part;
    }

    public override void Dispose()
    {
        _whole?.Dispose();
        _file.Dispose();
    }

    private static SafeFileHandle OpenHandle(string path, out long length)
    {
        BadPathException.Check(path);
        if (OperatingSystem.IsLinux() && LinuxFile.TryOpen(path, out length) is { } opened)
        {
            return opened;
        }

        SafeFileHandle file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        length = RandomAccess.GetLength(file);
        return file;
    }
}
