namespace Btf.Core.Merging;

/// <summary>Two types of one name and kind that deduplication left apart, and why.</summary>
public sealed class BtfNearDuplicate
{
    private readonly DifferenceFinder _finder;

    internal BtfNearDuplicate(BtfType first, BtfType other, DifferenceFinder finder)
    {
        First = first;
        Other = other;
        _finder = finder;
    }

    /// <summary>The first type of the name.</summary>
    public BtfType First { get; }

    /// <summary>A later one.</summary>
    public BtfType Other { get; }

    /// <summary>
    /// Returns the shortest way from the two types to what differs, such as <c>task_struct -> mm -> owner: FWD 'dev_dma_attr' against ENUM 'dev_dma_attr'</c>.
    /// A declaration against a definition of its name is no difference.
    /// </summary>
    /// <returns>One line: members and parameters by name, then what differs, this type's side first.</returns>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public string Explain() => _finder.Explain(First.Id, Other.Id);

    /// <summary>Returns the name and the ids, without the reason.</summary>
    /// <remarks>Never throws: where the data cannot be read, the text says why.</remarks>
    public override string ToString() =>
        ViewText.Of(this, $"[{First.Id}] and [{Other.Id}]", static pair => $"{pair.First.Kind} '{pair.First.Name}' [{pair.First.Id}] and [{pair.Other.Id}]");
}
