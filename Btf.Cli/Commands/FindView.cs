namespace Btf.Cli;

/// <summary>How the answers of a search are shown.</summary>
internal sealed record FindView
{
    public required FindOrder Order { get; init; }

    /// <summary>How many answers are shown at most.</summary>
    public required int Limit { get; init; }

    /// <summary>Whether to show declarations in place of names.</summary>
    public required bool IsLong { get; init; }

    /// <summary>Whether to show only the number of answers.</summary>
    public required bool IsCount { get; init; }

    /// <summary>Whether to show sizes, holes and members.</summary>
    public required bool HasShapes { get; init; }

    /// <summary>Whether to show how many bytes another order of members saves.</summary>
    public required bool HasSavings { get; init; }

    /// <summary>Returns the answers in order, up to the limit. Only a sorted view waits for all of them.</summary>
    public IEnumerable<FoundName> Arrange(IEnumerable<FoundName> found)
    {
        IEnumerable<FoundName> sorted = Sort(found);
        return Limit == int.MaxValue ? sorted : sorted.Take(Limit);
    }

    private IEnumerable<FoundName> Sort(IEnumerable<FoundName> found) => Order switch
    {
        FindOrder.Name => found.OrderBy(name => name.Text, StringComparer.Ordinal),
        FindOrder.Size => found.OrderByDescending(name => name.Shape.Size),
        FindOrder.Holes => found.OrderByDescending(name => name.Shape.Holes).ThenByDescending(name => name.Shape.HoleBytes),
        FindOrder.Members => found.OrderByDescending(name => name.Shape.Members),
        FindOrder.Shortest => HasShapes || HasSavings ? found.OrderBy(name => name.Text.Length) : ShortestFirst.Of(found),
        FindOrder.Saved => found.OrderByDescending(name => name.Saved),
        _ => found,
    };
}
