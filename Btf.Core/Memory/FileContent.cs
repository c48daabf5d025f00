using Microsoft.Win32.SafeHandles;

namespace Btf.Core;

/// <summary>Opens a file and brings its bytes to memory: mapped where the file allows it, read where it does not.</summary>
internal static class FileContent
{
    /// <summary>Opens a file's content.</summary>
    /// <param name="path">A regular file, or one of the pseudo-files in <c>/sys/kernel/btf</c>.</param>
    /// <param name="mode">Whether to map the file or to copy it.</param>
    /// <returns>The bytes; null for an empty file, which cannot be mapped.</returns>
    /// <exception cref="IOException">The file is missing, is no regular file, is larger than 2 GiB, or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It is a directory, or there is no permission to read it.</exception>
    public static BtfMemory? Open(string path, BtfMemoryMode mode)
    {
        using SafeFileHandle file = OpenHandle(path, out long length);
        return length switch
        {
            0 => null,
            > int.MaxValue => throw new IOException($"'{path}' has {length} bytes; BTF of more than {int.MaxValue} bytes is not supported."),
            _ => Open(file, (int)length, mode),
        };
    }

    /// <summary>Fills <paramref name="destination"/> from the start of the file.</summary>
    /// <exception cref="EndOfStreamException">The file has fewer bytes.</exception>
    public static void ReadExactly(SafeFileHandle file, Span<byte> destination)
    {
        int done = 0;
        while (done < destination.Length)
        {
            int count = RandomAccess.Read(file, destination[done..], done);
            if (count == 0)
            {
                throw new EndOfStreamException($"The file ended after {done} of {destination.Length} bytes.");
            }

            done += count;
        }
    }

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

    private static BtfMemory Open(SafeFileHandle file, int length, BtfMemoryMode mode)
    {
        bool map = mode == BtfMemoryMode.Map;
        return OperatingSystem.IsLinux()
            ? (map ? LinuxMemory.TryMap(file, length) : null) ?? LinuxMemory.Copy(file, length)
            : (map ? PortableMemory.TryMap(file, length) : null) ?? (BtfMemory)PortableMemory.Copy(file, length);
    }
}
