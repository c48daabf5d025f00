namespace Btf.Core.Merging;

/// <summary>Two types with the same name and kind that deduplication did not merge, and the reason.</summary>
public sealed class BtfNearDuplicate
{
    private readonly DifferenceFinder _finder;

    internal BtfNearDuplicate(BtfType first, BtfType other, DifferenceFinder finder)
    {
        First = first;
        Other = other;
        _finder = finder;
    }

    /// <summary>The first type with the name.</summary>
    public BtfType First { get; }

    /// <summary>A later type with the name.</summary>
    public BtfType Other { get; }

    /// <summary>
    /// Returns the shortest path from the two types to a difference, such as <c>task_struct -> mm -> owner: FWD 'dev_dma_attr' against ENUM 'dev_dma_attr'</c>.
    /// A declaration against a definition with the same name is not a difference.
    /// </summary>
    /// <returns>One line: members and parameters by name, then the difference, <see cref="First"/>'s side first.</returns>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public string Explain() => _finder.Explain(First.Id, Other.Id);

    /// <summary>Returns the name and the ids, without the reason.</summary>
    /// <remarks>Never throws: if the data cannot be read, the text says why.</remarks>
    public override string ToString() =>
        ViewText.Of(this, $"[{First.Id}] and [{Other.Id}]", static pair => $"{pair.First.Kind} '{pair.First.Name}' [{pair.First.Id}] and [{pair.Other.Id}]");
}
