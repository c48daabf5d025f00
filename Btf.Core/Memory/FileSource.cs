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
            return Read(_file, 0, destination[..(int)Math.Min(Length, destination.Length)]);
        }

        BtfMemory memory = OwnMemory.Allocate((int)Length, out Span<byte> content, room: (int)Length / IndexShare);
        int length = Read(_file, 0, content);
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
            return Bring(_file, offset, length, _mode);
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

    /// <summary>Brings a part of a file to memory: mapped if the mode says so and the file allows it, else read.</summary>
    /// <param name="file">The file.</param>
    /// <param name="offset">The start of the part.</param>
    /// <param name="length">Its length in bytes, at least 1.</param>
    /// <param name="mode">Whether to map or to copy.</param>
    /// <exception cref="IOException">There is not enough memory, the file ends before the part does, or cannot be read.</exception>
    internal static BtfMemory Bring(SafeFileHandle file, long offset, int length, BtfMemoryMode mode)
    {
        BtfMemory? mapped = mode != BtfMemoryMode.Map ? null
            : OwnMemory.IsLinux ? LinuxMemory.TryMap(file, offset, length)
            : PortableMemory.TryMap(file, offset, length);
        return mapped ?? Copy(file, offset, length);
    }

    /// <summary>Reads a part of a file into the library's own memory.</summary>
    /// <exception cref="IOException">There is not enough memory, the file ends before the part does, or cannot be read.</exception>
    private static BtfMemory Copy(SafeFileHandle file, long offset, int length)
    {
        BtfMemory memory = OwnMemory.Allocate(length, out Span<byte> content);
        bool isRead = false;
        try
        {
            ReadExactly(file, offset, content);
            isRead = true;
            return memory;
        }
        finally
        {
            if (!isRead)
            {
                memory.Dispose();
            }
        }
    }

    /// <summary>Fills <paramref name="destination"/> from a place in a file.</summary>
    /// <exception cref="EndOfStreamException">The file has fewer bytes.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    private static void ReadExactly(SafeFileHandle file, long offset, Span<byte> destination)
    {
        int done = Read(file, offset, destination);
        if (done < destination.Length)
        {
            throw new EndOfStreamException($"The file ended after {done} of {destination.Length} bytes.");
        }
    }

    /// <summary>Reads from a place in a file.</summary>
    /// <returns>The number of bytes read: fewer than requested only if the file has no more.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    private static int Read(SafeFileHandle file, long offset, Span<byte> destination)
    {
        int done = 0;
        while (done < destination.Length)
        {
            int count = ReadSome(file, destination[done..], offset + done);
            if (count == 0)
            {
                break;
            }

            done += count;
        }

        return done;
    }

    // The framework's call is second, because it first asks for the file's position; it reports a failed read.
    private static int ReadSome(SafeFileHandle file, Span<byte> destination, long offset) =>
        OperatingSystem.IsLinux() && LinuxFile.TryRead(file, destination, offset, out int count) ? count : RandomAccess.Read(file, destination, offset);
}
