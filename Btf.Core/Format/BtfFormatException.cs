namespace Btf.Core;

/// <summary>The data is not well-formed BTF. <see cref="Error"/> says what is wrong, at which byte offset and in which type.</summary>
public sealed class BtfFormatException : Exception
{
    /// <summary>Makes the exception for an error.</summary>
    /// <param name="error">What is wrong.</param>
    internal BtfFormatException(BtfError error)
        : base(error.Message) => Error = error;

    /// <summary>What is wrong, and where.</summary>
    public BtfError Error { get; }
}
