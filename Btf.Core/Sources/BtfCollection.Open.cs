using System.Diagnostics.CodeAnalysis;

namespace Btf.Core;

public sealed partial class BtfCollection
{
    /// <summary>Opens a directory of raw BTF files such as <c>/sys/kernel/btf</c>: <c>vmlinux</c> at once, every other file when it is first used.</summary>
    /// <param name="path">
    /// The directory. Its files count as modules, split from <c>vmlinux</c>, and have the files' names; a file without BTF fails when it is first used (see
    /// <see cref="Failures"/>). A file <c>NAME.inline</c> tells where functions of NAME were inlined: it is split from NAME, and its name is in
    /// <see cref="InlineNames"/>. Directories inside are ignored, and so are files that are added later.
    /// </param>
    /// <param name="options">How to open files; null for the defaults. See <see cref="BtfObject.Open(string, BtfOpenOptions)"/> about mapped files.</param>
    /// <returns>The collection, which the caller disposes.</returns>
    /// <exception cref="IOException">The directory does not exist, has no <c>vmlinux</c>, or cannot be read.</exception>
    /// <exception cref="BtfFormatException"><c>vmlinux</c> is not valid BTF.</exception>
    public static BtfCollection OpenDirectory(string path, BtfOpenOptions? options = null)
    {
        BadPathException.Check(path);
        if (!TryOpenDirectory(path, out BtfCollection? result, out BtfError error, options))
        {
            SourceError.Throw(error);
        }

        return result;
    }

    /// <summary>Opens a directory of BTF files, and reports an error instead of throwing. See <see cref="OpenDirectory"/>.</summary>
    /// <param name="path">The directory.</param>
    /// <param name="result">The collection, which the caller disposes.</param>
    /// <param name="error">The error in the directory or <c>vmlinux</c>; <see cref="BtfErrorCode.Unreadable"/> if one of them cannot be read.</param>
    /// <param name="options">How to open files; null for the defaults.</param>
    /// <returns>Whether the directory and <c>vmlinux</c> could be opened.</returns>
    public static bool TryOpenDirectory(
        string path, [NotNullWhen(true)] out BtfCollection? result, out BtfError error, BtfOpenOptions? options = null)
    {
        result = null;
        if (!TryListFiles(path, out string[]? files, out error))
        {
            return false;
        }

        string basePath = Path.Combine(path, BaseName);
        if (!Path.Exists(basePath))
        {
            error = SourceError.Unreadable($"There is no '{BaseName}' in '{path}', which the modules there are split from");
            return false;
        }

        if (BtfObject.TryOpen(basePath, out BtfObject? baseObject, out error, options))
        {
            IEnumerable<CollectionSlot> modules = files
                .Select(file => new CollectionSlot(Path.GetFileName(file), file, InlineFile.BaseNameOf(Path.GetFileName(file))))
                .Where(slot => slot.Name != BaseName);
            result = new BtfCollection(baseObject, leaveOpen: false, modules, options);
        }

        return result is not null;
    }

    private static bool TryListFiles(string path, [NotNullWhen(true)] out string[]? files, out BtfError error)
    {
        try
        {
            BadPathException.Check(path);
            files = Directory.GetFiles(path);
            error = default;
        }
        catch (Exception e) when (BadPathException.IsUnreadable(e))
        {
            files = null;
            error = SourceError.Unreadable(e.Message);
        }

        return files is not null;
    }
}
