namespace Btf.Core;

/// <summary>Thrown when a member path leads nowhere. <see cref="Error"/> says why, and at which byte of the path.</summary>
public sealed class BtfPathException : Exception
{
    internal BtfPathException(BtfPathError error, ReadOnlySpan<byte> path)
        : base(error.Describe(path)) => Error = error;

    /// <summary>The error, with its place.</summary>
    public BtfPathError Error { get; }
}
