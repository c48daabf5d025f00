using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Btf.Core;

/// <summary>Tells regular files from those that block or never end: opening a FIFO would wait for a writer.</summary>
internal static unsafe partial class FileKind
{
    private const int AtFdCwd = -100;
    private const uint StatxType = 1;
    private const int StatxSize = 256;
    private const int StatxModeOffset = 28;

    private const int TypeMask = 0xF000;
    private const int Fifo = 0x1000;
    private const int CharacterDevice = 0x2000;
    private const int BlockDevice = 0x6000;
    private const int Socket = 0xC000;

    /// <summary>Refuses FIFOs, devices and sockets. Every other complaint is left to the open that follows.</summary>
    /// <exception cref="IOException">The path names a FIFO, a device or a socket.</exception>
    public static void ThrowIfSpecial(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        string? kind = (Mode(path) & TypeMask) switch
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

    [SupportedOSPlatform("linux")]
    private static int Mode(string path)
    {
        // In bounds: the kernel writes one struct statx, which is 256 bytes long on every architecture, its mode a u16 at 28.
        byte* statx = stackalloc byte[StatxSize];
        return Statx(AtFdCwd, path, 0, StatxType, statx) == 0 ? *(ushort*)(statx + StatxModeOffset) : 0;
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int directory, string path, int flags, uint mask, byte* result);
}
