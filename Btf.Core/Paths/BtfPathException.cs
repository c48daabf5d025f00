namespace Btf.Core;

/// <summary>A member path leads nowhere. <see cref="Error"/> says why, and at which place of the path.</summary>
public sealed class BtfPathException : Exception
{
    internal BtfPathException(BtfPathError error, ReadOnlySpan<byte> path)
        : base(error.Describe(path)) => Error = error;

    /// <summary>What is wrong, and where.</summary>
    public BtfPathError Error { get; }
}
