namespace Btf.Core;

/// <summary>The exception for data that is not well-formed BTF. <see cref="Error"/> says what is wrong, at which byte offset and in which type.</summary>
public sealed class BtfFormatException : Exception
{
    /// <summary>Makes the exception for an error.</summary>
    /// <param name="error">The error.</param>
    internal BtfFormatException(BtfError error)
        : base(error.Message) => Error = error;

    /// <summary>The error, with its place.</summary>
    public BtfError Error { get; }
}
