using Microsoft.Win32.SafeHandles;

namespace Btf.Core;

/// <summary>A file. Only the parts that are asked for are mapped or read.</summary>
internal sealed class FileSource : ByteSource
{
    private readonly SafeFileHandle _file;
    private readonly BtfMemoryMode _mode;

    /// <summary>Opens a file.</summary>
    /// <param name="path">A regular file, or one of the pseudo-files in <c>/sys/kernel/btf</c>.</param>
    /// <param name="mode">Whether its parts are mapped or copied.</param>
    /// <exception cref="IOException">The file is missing, is no regular file, or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It is a directory, or there is no permission to read it.</exception>
    public FileSource(string path, BtfMemoryMode mode)
    {
        _file = OpenHandle(path, out long length);
        _mode = mode;
        Length = length;
    }

    public override long Length { get; }

    public override int ReadHead(Span<byte> destination)
    {
        // A pseudo-file may say that it is longer than what can be read of it.
        int length = (int)Math.Min(Length, destination.Length);
        int done = 0;
        while (done < length)
        {
            int count = RandomAccess.Read(_file, destination[done..length], done);
            if (count == 0)
            {
                break;
            }

            done += count;
        }

        return done;
    }

    public override BtfMemory Open(long offset, int length) =>
        length == 0 ? new BorrowedMemory(default) : PlatformMemory.Open(_file, offset, length, _mode);

    public override void Dispose() => _file.Dispose();

    private static SafeFileHandle OpenHandle(string path, out long length)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (path.Contains('\0', StringComparison.Ordinal))
        {
            // The system's calls would end the path there, and open another file than the one that was named.
            throw new ArgumentException("A path has no zero character.", nameof(path));
        }

        if (OperatingSystem.IsLinux() && LinuxFile.TryOpen(path, out length) is { } opened)
        {
            return opened;
        }

        SafeFileHandle file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        length = RandomAccess.GetLength(file);
        return file;
    }
}
