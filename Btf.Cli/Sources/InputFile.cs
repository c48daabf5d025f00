using System.Runtime.InteropServices;
using Btf.Core;

namespace Btf.Cli;

/// <summary>Files that are read: where they are, and why they cannot be read.</summary>
internal static partial class InputFile
{
    private const int ReadOnly = 0;
    private const int CloseOnExec = 0x80000;

    /// <summary>Returns a path that the runtime can open. A name that is not UTF-8 is opened here, and the path leads to it for as long as the process lives.</summary>
    public static string PathOf(string path)
    {
        if (!OperatingSystem.IsLinux() || !SafeText.HasBytes(path))
        {
            return path;
        }

        int descriptor = Open([.. SafeText.Encode(path), 0], ReadOnly | CloseOnExec);
        return descriptor < 0
            ? throw new ToolException(ExitCode.Unreadable, $"{path}: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}.")
            : $"/proc/self/fd/{descriptor}";
    }

    /// <summary>Returns the error for a file that cannot be opened: which, why, and what would be right.</summary>
    public static ToolException Failure(string path, BtfError error) => new(ExitCode.Unreadable, $"{path}: {Reason(path, error)}");

    /// <summary>Returns why a file cannot be opened. The runtime's reasons name the file again, and call a directory one without permission.</summary>
    public static string Reason(string path, BtfError error)
    {
        if (error.Code != BtfErrorCode.Unreadable)
        {
            return error.Message;
        }

        if (Directory.Exists(path))
        {
            string within = Path.Combine(path, BtfCollection.BaseName);
            return $"It is a directory. Name a file in it{(File.Exists(within) ? $", such as {within}" : "")}.";
        }

        return error.Message.Contains("is denied", StringComparison.Ordinal) ? "Permission to read it is missing."
            : error.Message.StartsWith("Could not find", StringComparison.Ordinal) ? "There is no such file."
            : error.Message;
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true)]
    private static partial int Open(byte[] path, int flags);
}
