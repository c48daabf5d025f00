namespace Btf.Core;

/// <summary>The exception for a path that no file can have. Methods that do not throw turn it into an error, like a missing file.</summary>
internal sealed class BadPathException : ArgumentException
{
    private BadPathException(string message)
        : base(message)
    {
    }

    /// <summary>Returns what is wrong with a path; null for a correct path.</summary>
    /// <exception cref="ArgumentNullException">It is null.</exception>
    public static BadPathException? Of(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path.Length == 0 ? new BadPathException("The path is empty")

            // The system's calls would end the path there, and open another file.
            : path.Contains('\0', StringComparison.Ordinal) ? new BadPathException("The path has a zero character") : null;
    }

    /// <summary>Throws what is wrong with a path.</summary>
    public static void Check(string path)
    {
        if (Of(path) is { } bad)
        {
            throw bad;
        }
    }

    /// <summary>Whether an exception says that a file or directory cannot be read.</summary>
    public static bool IsUnreadable(Exception exception) => exception is IOException or UnauthorizedAccessException or BadPathException;
}
