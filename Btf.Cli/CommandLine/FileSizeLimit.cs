using System.Runtime.InteropServices;

namespace Btf.Cli;

/// <summary>The limit of <c>ulimit -f</c>.</summary>
internal static partial class FileSizeLimit
{
    private const int TooLarge = 25;
    private const nint Ignore = 1;

    /// <summary>Makes a write beyond the limit fail, where it would otherwise end the process with half a file and no message.</summary>
    public static void FailWrites()
    {
        if (OperatingSystem.IsLinux())
        {
            _ = Signal(TooLarge, Ignore);
        }
    }

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint Signal(int signal, nint handler);
}
