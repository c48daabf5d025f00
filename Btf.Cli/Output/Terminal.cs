using System.Globalization;
using System.Runtime.InteropServices;

namespace Btf.Cli;

/// <summary>The properties of the terminal to which standard output or standard error goes.</summary>
/// <remarks>On Linux, asks the kernel. The console class would send escape sequences to the terminal before it answers.</remarks>
internal static partial class Terminal
{
    private const int LeastWidth = 20;
    private const int UsualWidth = 80;
    private const int UsualHeight = 24;
    private const int Output = 1;
    private const int Error = 2;

    // TIOCGWINSZ of asm-generic/ioctls.h, which x86 and ARM use.
    private const nuint GetWindowSize = 0x5413;

    /// <summary>Whether standard output is a terminal.</summary>
    public static bool IsOutput { get; } = OperatingSystem.IsLinux() ? IsTerminal(Output) == 1 : !Console.IsOutputRedirected;

    /// <summary>Whether standard error is a terminal.</summary>
    public static bool IsError { get; } = OperatingSystem.IsLinux() ? IsTerminal(Error) == 1 : !Console.IsErrorRedirected;

    /// <summary>Whether this thread's standard error goes to a terminal.</summary>
    public static bool IsErrorWatched => IsError && StandardStreams.Current == StandardStreams.OfProcess;

    /// <summary>Whether the terminal understands no escape sequences.</summary>
    public static bool IsDumb => Environment.GetEnvironmentVariable("TERM") is null or "" or "dumb";

    /// <summary>Whether this answer goes to the terminal.</summary>
    public static bool IsWatched => IsOutput && StandardStreams.Current == StandardStreams.OfProcess;

    /// <summary>Whether text may be colored with escape sequences: not if <c>NO_COLOR</c> is set, and not on a terminal that knows no sequences.</summary>
    public static bool HasStyles =>
        IsWatched && !IsDumb && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    /// <summary>The number of columns.</summary>
    public static int Width => Size().Columns is >= LeastWidth and var columns ? columns : Variable("COLUMNS", UsualWidth);

    /// <summary>The number of rows.</summary>
    public static int Height => Size().Rows is > 0 and var rows ? rows : Variable("LINES", UsualHeight);

    private static (int Columns, int Rows) Size()
    {
        if (!OperatingSystem.IsLinux())
        {
            return IsOutput ? (Console.WindowWidth, Console.WindowHeight) : default;
        }

        return (IsOutput || IsError) && Control(IsOutput ? Output : Error, GetWindowSize, out WindowSize size) == 0 ? (size.Columns, size.Rows) : default;
    }

    private static int Variable(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= LeastWidth ? value : otherwise;

    [LibraryImport("libc", EntryPoint = "isatty")]
    private static partial int IsTerminal(int descriptor);

    [LibraryImport("libc", EntryPoint = "ioctl")]
    private static partial int Control(int descriptor, nuint request, out WindowSize size);

    [StructLayout(LayoutKind.Sequential)]
    private struct WindowSize
    {
        public ushort Rows;
        public ushort Columns;
        public ushort Width;
        public ushort Height;
    }
}
