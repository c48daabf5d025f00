using System.Runtime.InteropServices;

namespace Btf.Testing;

/// <summary>The calls of the C library that tests of memory and files need.</summary>
internal static unsafe partial class LibC
{
    public const int ProtNone = 0;
    public const int ProtReadWrite = 3;
    public const int MapPrivateAnonymous = 0x22;
    public const int ClockThreadCpuTime = 3;

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    public static partial nint Mmap(nint address, nuint length, int protection, int flags, int file, long offset);

    [LibraryImport("libc", EntryPoint = "mprotect", SetLastError = true)]
    public static partial int Mprotect(nint address, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap", SetLastError = true)]
    public static partial int Munmap(nint address, nuint length);

    [LibraryImport("libc", EntryPoint = "mkfifo", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int MakeFifo(string path, uint mode);

    [LibraryImport("libc", EntryPoint = "clock_gettime", SetLastError = true)]
    public static partial int ClockGetTime(int clock, out TimeSpec time);

    [LibraryImport("libc", EntryPoint = "vsnprintf")]
    public static partial int Vsnprintf(byte* destination, nuint length, byte* format, void* arguments);

    [StructLayout(LayoutKind.Sequential)]
    public struct TimeSpec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
