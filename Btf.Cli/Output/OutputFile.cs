using System.Runtime.InteropServices;

namespace Btf.Cli;

/// <summary>A file that a command writes. It gets its name when it is complete; until then, and if writing fails, an older file with that name stays.</summary>
internal static partial class OutputFile
{
    /// <summary>The path that stands for standard output.</summary>
    public const string StandardOutput = "-";

    private const int AtFdCwd = -100;
    private const uint StatxBasics = 0x7ff;
    private const int StatxLength = 256;
    private const int StatxModeAt = 28;
    private const int StatxInodeAt = 32;
    private const int StatxDeviceAt = 136;
    private const int TypeMask = 0xF0;
    private const int RegularType = 0x80;
    private const int PipeType = 0x10;

    /// <summary>Writes a file.</summary>
    /// <param name="path">Its path. If this is not a regular file, such as <c>/dev/stdout</c>, it is written directly; <c>-</c> is standard output.</param>
    /// <param name="inputs">Files that the content is made from. The method refuses to overwrite one of them.</param>
    /// <param name="write">Writes the content.</param>
    public static void Write(string path, IEnumerable<string?> inputs, Action<TextOutput> write)
    {
        ThrowIfInput(path, inputs);
        if (path == StandardOutput)
        {
            using TextOutput direct = TextOutput.ToStandardOutput();
            write(direct);
            direct.Flush();
            return;
        }

        try
        {
            Replace(path, write);
        }
        catch (Exception e) when (e is IOException and not BrokenPipeException or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
            throw new ToolException(ExitCode.Unreadable, $"{path}: cannot be written: {Reason(path, e)}");
        }
    }

    /// <summary>Refuses to overwrite an input file.</summary>
    public static void ThrowIfInput(string path, IEnumerable<string?> inputs)
    {
        foreach (string? input in inputs)
        {
            if (input is not null && AreSame(path, input))
            {
                throw new ToolException(ExitCode.WrongUsage, $"{path}: the output would replace the input {input}. Name another file.");
            }
        }
    }

    private static void Replace(string path, Action<TextOutput> write)
    {
        if (SafeText.HasBytes(path))
        {
            throw new IOException("The name is not UTF-8. Give the file another name.");
        }

        if (Directory.Exists(path))
        {
            throw new IOException("It is a directory. Name a file in it.");
        }

        if (path.EndsWith('/'))
        {
            throw new IOException("There is no such directory. Name a file.");
        }

        if (IsSpecial(path))
        {
            using TextOutput direct = TextOutput.To(new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0));
            write(direct);
            direct.Flush();
            return;
        }

        // A link stays a link: its target is replaced. A bare name must be made a full path first: the runtime resolves the link "name"
        // against the root folder, not against the current one.
        string full = Path.GetFullPath(path);
        string target = new FileInfo(full).LinkTarget is null ? full : File.ResolveLinkTarget(full, returnFinalTarget: true)!.FullName;
        using TemporaryFile temporary = new($"{target}.{Environment.ProcessId}.tmp");
        using (TextOutput output = TextOutput.To(temporary.Create()))
        {
            write(output);
            output.Flush();
        }

        if (!OperatingSystem.IsWindows() && File.Exists(target))
        {
            File.SetUnixFileMode(temporary.Path, File.GetUnixFileMode(target));
        }

        temporary.MoveTo(target);
    }

    /// <summary>Returns why the file cannot be written. The runtime's reason names the temporary file, which the user does not know.</summary>
    private static string Reason(string path, Exception e) => e switch
    {
        DirectoryNotFoundException => $"The directory {Path.GetDirectoryName(Path.GetFullPath(path))} does not exist.",
        UnauthorizedAccessException => "Permission to write there is missing.",
        ArgumentOutOfRangeException => "It would be larger than 'ulimit -f' or the file system allows.",
        PathTooLongException => "The name is too long.",
        _ => e.Message,
    };

    /// <summary>Whether a path leads to something that a file cannot replace: a device, a pipe, or the name of a descriptor.</summary>
    private static bool IsSpecial(string path)
    {
        Span<byte> status = stackalloc byte[StatxLength];
        return OperatingSystem.IsLinux() && Statx(AtFdCwd, path, 0, StatxBasics, status) == 0
            && ((status[StatxModeAt + 1] & TypeMask) != RegularType
                || path.StartsWith("/dev/", StringComparison.Ordinal) || path.StartsWith("/proc/", StringComparison.Ordinal));
    }

    /// <summary>Whether a path leads to a pipe.</summary>
    public static bool IsPipe(string path)
    {
        Span<byte> status = stackalloc byte[StatxLength];
        return OperatingSystem.IsLinux() && Statx(AtFdCwd, path, 0, StatxBasics, status) == 0 && (status[StatxModeAt + 1] & TypeMask) == PipeType;
    }

    /// <summary>Whether two paths lead to the same file: by device and inode on Linux, elsewhere by their full names.</summary>
    private static bool AreSame(string path, string other)
    {
        if (!OperatingSystem.IsLinux())
        {
            return Path.GetFullPath(path) == Path.GetFullPath(other);
        }

        Span<byte> first = stackalloc byte[StatxLength];
        Span<byte> second = stackalloc byte[StatxLength];
        return Statx(AtFdCwd, path, 0, StatxBasics, first) == 0 && Statx(AtFdCwd, other, 0, StatxBasics, second) == 0
            && (first[StatxModeAt + 1] & TypeMask) == RegularType
            && first.Slice(StatxInodeAt, sizeof(ulong)).SequenceEqual(second.Slice(StatxInodeAt, sizeof(ulong)))
            && first.Slice(StatxDeviceAt, sizeof(ulong)).SequenceEqual(second.Slice(StatxDeviceAt, sizeof(ulong)));
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, Span<byte> result);
}
