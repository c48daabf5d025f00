namespace Btf.Core;

/// <summary>A file of a collection's directory that could not be opened, or an object that was probably made for another base.</summary>
public readonly struct BtfCollectionFailure
{
    internal BtfCollectionFailure(string name, BtfError error)
    {
        Name = name;
        Error = error;
    }

    /// <summary>The object's name.</summary>
    public string Name { get; }

    /// <summary>
    /// What is wrong; a file that is gone or cannot be read is <see cref="BtfErrorCode.Unreadable"/>, an object over the wrong base, which is open all the same,
    /// <see cref="BtfErrorCode.BaseMismatch"/>.
    /// </summary>
    public BtfError Error { get; }

    /// <summary>The name and what is wrong.</summary>
    public override string ToString() => $"{Name}: {Error.Message}";
}
