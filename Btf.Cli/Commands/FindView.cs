namespace Btf.Cli;

/// <summary>How the answers of a search are shown.</summary>
internal sealed record FindView
{
    public required FindOrder Order { get; init; }

    /// <summary>How many are shown at most.</summary>
    public required int Limit { get; init; }

    /// <summary>Whether declarations are shown in place of names.</summary>
    public required bool IsLong { get; init; }

    /// <summary>Whether only the number is shown.</summary>
    public required bool IsCount { get; init; }

    /// <summary>Whether sizes, holes and members are shown.</summary>
    public required bool HasShapes { get; init; }

    /// <summary>Whether the bytes are shown that another order of members saves.</summary>
    public required bool HasSavings { get; init; }

    /// <summary>Returns the answers in order, as many as are wanted. Only a sorted view waits for all.</summary>
    public IEnumerable<FoundName> Arrange(IEnumerable<FoundName> found) => (Order switch
    {
        FindOrder.Name => found.OrderBy(name => name.Text, StringComparer.Ordinal),
        FindOrder.Size => found.OrderByDescending(name => name.Shape.Size),
        FindOrder.Holes => found.OrderByDescending(name => name.Shape.Holes).ThenByDescending(name => name.Shape.HoleBytes),
        FindOrder.Members => found.OrderByDescending(name => name.Shape.Members),
        FindOrder.Saved => found.OrderByDescending(name => name.Saved),
        _ => found,
    }).Take(Limit);
}
