using System.Diagnostics.CodeAnalysis;

namespace Btf.Core;

/// <summary>Makes and throws the errors of files in this folder.</summary>
internal static class SourceError
{
    /// <summary>Returns an error of the file system, not of the format.</summary>
    public static BtfError Unreadable(string text) => new(BtfErrorCode.Unreadable, text: text);

    /// <summary>
    /// Throws <see cref="IOException"/> if a file cannot be read, <see cref="UnauthorizedAccessException"/> if it must not be read, and
    /// <see cref="BtfFormatException"/> if it is not BTF.
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
