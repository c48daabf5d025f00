using System.Runtime.InteropServices;
using Btf.Core;

namespace Btf.Cli;

/// <summary>Finds and opens input files, and tells why one cannot be read.</summary>
internal static partial class InputFile
{
    private const int ReadOnly = 0;
    private const int CloseOnExec = 0x80000;
    private const uint MemoryCloseOnExec = 1;

    /// <summary>
    /// Returns a path that the runtime can open and read several times. Opens a file whose name is not UTF-8, and copies standard input or a pipe into memory; the path
    /// then leads there until the process ends.
    /// </summary>
    public static string PathOf(string path)
    {
        if (IsStream(path))
        {
            return _copies.TryGetValue(path, out string? copy) ? copy : _copies[path] = Copy(path);
        }

        if (!OperatingSystem.IsLinux() || !SafeText.HasBytes(path))
        {
            return path;
        }

        int descriptor = Open([.. SafeText.Encode(path), 0], ReadOnly | CloseOnExec);
        return descriptor < 0
            ? throw new ToolException(ExitCode.Unreadable, $"{path}: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}.")
            : $"/proc/self/fd/{descriptor}";
    }

    /// <summary>The name that means standard input.</summary>
    public const string StandardInput = "-";

    // The most that an array can hold.
    private const long MostBytes = int.MaxValue;

    private static readonly Dictionary<string, string> _copies = [];
    private static bool _isInputRead;

    /// <summary>Opens standard input or a pipe, which can be read only once. Returns null for a file.</summary>
    public static Stream? TryOpenStream(string path)
    {
        return !IsStream(path) || _copies.ContainsKey(path) ? null : path == StandardInput ? OpenStandardInput() : File.OpenRead(path);
    }

    /// <summary>Whether a path leads to standard input or a pipe, which can be read only once, and which was not copied yet.</summary>
    public static bool IsUnreadStream(string path) => IsStream(path) && !_copies.ContainsKey(path);

    /// <summary>Copies standard input or a pipe into memory, for a command that reads it several times.</summary>
    public static void KeepCopy(string path)
    {
        if (IsStream(path))
        {
            _ = PathOf(path);
        }
    }

    private static bool IsStream(string path) => OperatingSystem.IsLinux() && (path == StandardInput || (!SafeText.HasBytes(path) && OutputFile.IsPipe(path)));

    /// <summary>Opens standard input. Nothing else may have read it.</summary>
    public static Stream OpenStandardInput()
    {
        bool isRead = _isInputRead;
        _isInputRead = true;
        return isRead ? throw new ToolException(ExitCode.WrongUsage, "Standard input can be read only once: - is given twice.") : Console.OpenStandardInput();
    }

    private static string Copy(string path)
    {
        using Stream source = path == StandardInput ? OpenStandardInput() : File.OpenRead(path);
        int descriptor = CreateMemory("btf", MemoryCloseOnExec);
        if (descriptor < 0)
        {
            throw new ToolException(ExitCode.Unreadable, $"{path}: It cannot be copied into memory: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}.");
        }

        string copy = $"/proc/self/fd/{descriptor}";
        using FileStream target = new(copy, FileMode.Open, FileAccess.Write);
        byte[] piece = new byte[64 * 1024];
        for (int length = source.Read(piece); length > 0; length = source.Read(piece))
        {
            target.Write(piece, 0, length);
            if (target.Position > MostBytes)
            {
                throw new ToolException(ExitCode.Unreadable, $"{path}: More than {MostBytes} bytes come out of it. Write them to a file.");
            }
        }

        return copy;
    }

    /// <summary>Returns the error for a file that cannot be opened: its path, the reason, and what would be right.</summary>
    public static ToolException Failure(string path, BtfError error) => new(ExitCode.Unreadable, $"{path}: {Reason(path, error)}");

    /// <summary>Returns why a file cannot be opened. The runtime's own reasons repeat the path, and blame the permissions where the path is a directory.</summary>
    public static string Reason(string path, BtfError error) => error.Code == BtfErrorCode.Unreadable ? Reason(path, error.Message) : error.Message;

    /// <summary>Opens a file to read its bytes.</summary>
    /// <exception cref="ToolException">It cannot be opened. The message has the path and the reason.</exception>
    public static FileStream OpenRead(string path)
    {
        try
        {
            return File.OpenRead(PathOf(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ToolException(ExitCode.Unreadable, $"{path}: {Reason(path, e.Message)}");
        }
    }

    private static string Reason(string path, string message)
    {
        if (Directory.Exists(path))
        {
            string within = Path.Combine(path, BtfCollection.BaseName);
            return $"It is a directory. Name a file in it{(File.Exists(within) ? $", such as {within}" : "")}.";
        }

        return message.Contains("is denied", StringComparison.Ordinal) ? "Permission to read it is missing."
            : message.StartsWith("Could not find", StringComparison.Ordinal) ? "There is no such file."
            : message;
    }

    [LibraryImport("libc", EntryPoint = "memfd_create", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int CreateMemory(string name, uint flags);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true)]
    private static partial int Open(byte[] path, int flags);
}
