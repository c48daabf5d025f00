namespace Btf.Core;

/// <summary>The exception for a path that no file can have. Methods that report errors instead of throwing treat it like a missing file.</summary>
internal sealed class BadPathException : ArgumentException
{
    private BadPathException(string message)
        : base(message)
    {
    }

    /// <summary>Returns the exception for a bad path; null if the path can be a file's.</summary>
    /// <exception cref="ArgumentNullException">The path is null.</exception>
    public static BadPathException? Of(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path.Length == 0 ? new BadPathException("The path is empty")

            // The system's calls would end the path at the zero, and open another file.
            : path.Contains('\0', StringComparison.Ordinal) ? new BadPathException("The path has a zero character") : null;
    }

    /// <summary>Throws if no file can have the path.</summary>
    public static void Check(string path)
    {
        if (Of(path) is { } bad)
        {
            throw bad;
        }
    }

    /// <summary>Returns whether an exception means that a file or directory cannot be read.</summary>
    public static bool IsUnreadable(Exception exception) => exception is IOException or UnauthorizedAccessException or BadPathException;
}
