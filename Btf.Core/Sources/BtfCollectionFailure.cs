namespace Btf.Core;

/// <summary>A file of a collection's directory that could not be opened.</summary>
public readonly struct BtfCollectionFailure
{
    internal BtfCollectionFailure(string name, BtfError error)
    {
        Name = name;
        Error = error;
    }

    /// <summary>The file's name.</summary>
    public string Name { get; }

    /// <summary>What is wrong; a file that is gone or cannot be read is <see cref="BtfErrorCode.Unreadable"/>.</summary>
    public BtfError Error { get; }

    /// <summary>The name and what is wrong.</summary>
    public override string ToString() => $"{Name}: {Error.Message}";
}
