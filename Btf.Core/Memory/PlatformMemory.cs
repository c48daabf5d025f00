using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Btf.Core;

/// <summary>Brings files to memory in the way that fits the platform.</summary>
internal static class PlatformMemory
{
    /// <summary>
    /// Whether <see cref="LinuxMemory"/> can serve. In a 32-bit process it cannot, because C libraries differ in the width of a mapping's offset.
    /// </summary>
    [SupportedOSPlatformGuard("linux")]
    public static bool IsLinux { get; } = OperatingSystem.IsLinux() && Environment.Is64BitProcess;

    /// <summary>Brings a part of a file to memory: mapped if the mode says so and the file allows it, else read.</summary>
    /// <param name="file">The file.</param>
    /// <param name="offset">The start of the part.</param>
    /// <param name="length">Its length in bytes, at least 1.</param>
    /// <param name="mode">Whether to map or to copy.</param>
    /// <exception cref="IOException">There is not enough memory, the file ends before the part does, or cannot be read.</exception>
    public static BtfMemory Open(SafeFileHandle file, long offset, int length, BtfMemoryMode mode)
    {
        BtfMemory? mapped = mode != BtfMemoryMode.Map ? null
            : IsLinux ? LinuxMemory.TryMap(file, offset, length)
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
    public static void ReadExactly(SafeFileHandle file, long offset, Span<byte> destination)
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
    public static int Read(SafeFileHandle file, long offset, Span<byte> destination)
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
