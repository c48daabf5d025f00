using System.Runtime.InteropServices;

namespace Btf.Cli;

/// <summary>A file that a command writes: it gets its name once it is whole. Until then, and where writing fails, an older file of that name stays.</summary>
internal static partial class OutputFile
{
    private const int AtFdCwd = -100;
    private const uint StatxBasics = 0x7ff;
    private const int StatxLength = 256;
    private const int StatxModeAt = 28;
    private const int StatxInodeAt = 32;
    private const int StatxDeviceAt = 136;
    private const int TypeMask = 0xF0;
    private const int RegularType = 0x80;

    /// <summary>Writes a file.</summary>
    /// <param name="path">Its path. Something that is no regular file, such as <c>/dev/stdout</c>, is written directly.</param>
    /// <param name="inputs">Files that the content is made from. Writing over one of them is refused.</param>
    /// <param name="write">Writes the content.</param>
    public static void Write(string path, IEnumerable<string?> inputs, Action<TextOutput> write)
    {
        foreach (string? input in inputs)
        {
            if (input is not null && AreSame(path, input))
            {
                throw new ToolException(ExitCode.WrongUsage, $"{path}: the output would replace the input {input}. Name another file.");
            }
        }

        try
        {
            Replace(path, write);
        }
        catch (Exception e) when (e is IOException and not BrokenPipeException or UnauthorizedAccessException)
        {
            throw new ToolException(ExitCode.Unreadable, $"{path}: cannot be written: {e.Message}");
        }
    }

    private static void Replace(string path, Action<TextOutput> write)
    {
        if (Directory.Exists(path))
        {
            throw new IOException("It is a directory.");
        }

        if (IsSpecial(path))
        {
            using TextOutput direct = TextOutput.To(new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0));
            write(direct);
            direct.Flush();
            return;
        }

        // A link stays one: what it leads to is replaced. A bare name must be made a full path first: the runtime resolves the link "name"
        // against the root folder, not against the current one.
        string full = Path.GetFullPath(path);
        string target = new FileInfo(full).LinkTarget is null ? full : File.ResolveLinkTarget(full, returnFinalTarget: true)!.FullName;
        string temporary = $"{target}.{Environment.ProcessId}.tmp";
        bool isWhole = false;
        try
        {
            using (TextOutput output = TextOutput.To(new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0)))
            {
                write(output);
                output.Flush();
            }

            if (!OperatingSystem.IsWindows() && File.Exists(target))
            {
                File.SetUnixFileMode(temporary, File.GetUnixFileMode(target));
            }

            File.Move(temporary, target, overwrite: true);
            isWhole = true;
        }
        finally
        {
            if (!isWhole)
            {
                File.Delete(temporary);
            }
        }
    }

    /// <summary>Whether something is there that cannot be replaced by a file: a device, a pipe, or a descriptor's name.</summary>
    private static bool IsSpecial(string path)
    {
        Span<byte> status = stackalloc byte[StatxLength];
        return OperatingSystem.IsLinux() && Statx(AtFdCwd, path, 0, StatxBasics, status) == 0
            && ((status[StatxModeAt + 1] & TypeMask) != RegularType
                || path.StartsWith("/dev/", StringComparison.Ordinal) || path.StartsWith("/proc/", StringComparison.Ordinal));
    }

    /// <summary>Whether two paths lead to one file: by device and inode on Linux, else by their full names.</summary>
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
