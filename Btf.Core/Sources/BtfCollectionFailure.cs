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
    /// The error. It is <see cref="BtfErrorCode.Unreadable"/> if the file is missing or cannot be read, and <see cref="BtfErrorCode.BaseMismatch"/> if the
    /// object is over the wrong base; such an object is open all the same.
    /// </summary>
    public BtfError Error { get; }

    /// <summary>Returns the name and the error.</summary>
    public override string ToString() => $"{Name}: {Error.Message}";
}
