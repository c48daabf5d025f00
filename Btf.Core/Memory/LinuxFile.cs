using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Btf.Core;

/// <summary>Opens files by system calls: without the advisory lock that <see cref="File"/> takes, and never a file that blocks or has no end.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe partial class LinuxFile
{
    private const int AtFdCwd = -100;
    private const int AtEmptyPath = 0x1000;
    private const uint StatxTypeAndSize = 0x201;

    // The kernel writes one struct statx, with this length and these offsets on every architecture.
    private const int StatxLength = 256;
    private const int StatxMode = 28;
    private const int StatxSize = 40;

    private const int TypeMask = 0xF000;
    private const int Regular = 0x8000;
    private const int Fifo = 0x1000;
    private const int CharacterDevice = 0x2000;
    private const int BlockDevice = 0x6000;
    private const int Socket = 0xC000;

    private const int ReadOnly = 0;
    private const int NonBlocking = 0x800;
    private const int CloseOnExec = 0x8_0000;

    /// <summary>Opens a regular file for reading; returns null for a path that the framework should complain about.</summary>
    /// <param name="path">The path.</param>
    /// <param name="length">The file's length in bytes.</param>
    /// <exception cref="IOException">The path names a FIFO, a device or a socket. It is not opened, because opening alone may have an effect.</exception>
    public static SafeFileHandle? TryOpen(string path, out long length)
    {
        length = 0;
        int type = Stat(AtFdCwd, path, 0, out _);
        ThrowIfSpecial(path, type);
        if (type != Regular)
        {
            return null;
        }

        // The path may name another file by now: a FIFO must not block, and only the length of the opened file counts.
        int descriptor = Open(path, ReadOnly | NonBlocking | CloseOnExec, 0);
        if (descriptor < 0)
        {
            return null;
        }

        var file = new SafeFileHandle(descriptor, ownsHandle: true);
        type = Stat(descriptor, "", AtEmptyPath, out length);
        if (type == Regular)
        {
            return file;
        }

        file.Dispose();
        ThrowIfSpecial(path, type);
        return null;
    }

    /// <summary>Reads from a place in a file; returns false if that fails.</summary>
    public static bool TryRead(SafeFileHandle file, Span<byte> destination, long offset, out int count)
    {
        // In a 32-bit process the call's offset may have 32 bits.
        count = -1;
        if (Environment.Is64BitProcess)
        {
            // In bounds: the call gets the span's length.
            fixed (byte* start = destination)
            {
                count = (int)Read(file, start, (nuint)destination.Length, offset);
            }
        }

        return count >= 0;
    }

    private static void ThrowIfSpecial(string path, int type)
    {
        string? kind = type switch
        {
            Fifo => "a FIFO",
            CharacterDevice or BlockDevice => "a device",
            Socket => "a socket",
            _ => null,
        };
        if (kind is not null)
        {
            throw new IOException($"'{path}' is {kind}, not a regular file.");
        }
    }

    /// <summary>Returns the type bits of a file's mode; 0 if the call fails.</summary>
    private static int Stat(int directory, string path, int flags, out long size)
    {
        // In bounds: the kernel writes more bytes than the ones read here.
        byte* statx = stackalloc byte[StatxLength];
        bool done = Statx(directory, path, flags, StatxTypeAndSize, statx) == 0;
        size = done ? *(long*)(statx + StatxSize) : 0;
        return done ? *(ushort*)(statx + StatxMode) & TypeMask : 0;
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int directory, string path, int flags, uint mask, byte* result);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "pread")]
    private static partial nint Read(SafeFileHandle file, byte* destination, nuint length, long offset);
}
