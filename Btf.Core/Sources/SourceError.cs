using System.Diagnostics.CodeAnalysis;

namespace Btf.Core;

/// <summary>How the throwing forms of this folder report the error of their core.</summary>
internal static class SourceError
{
    /// <summary>An error of the file system rather than of the format.</summary>
    public static BtfError Unreadable(string text) => new(BtfErrorCode.Unreadable, text: text);

    /// <summary>
    /// Throws <see cref="IOException"/> for a file that cannot be read, <see cref="UnauthorizedAccessException"/> for one that must not be read, and
    /// <see cref="BtfFormatException"/> for a file that is not BTF.
    /// </summary>
    [DoesNotReturn]
    public static void Throw(BtfError error)
    {
        if (error.Code == BtfErrorCode.NotPermitted)
        {
            throw new UnauthorizedAccessException(error.Message);
        }

        if (error.Code == BtfErrorCode.Unreadable)
        {
            throw new IOException(error.Message);
        }

        error.Throw();
    }
}
