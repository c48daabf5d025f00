namespace Btf.Cli;

/// <summary>The column of objects in a listing: as wide as the longest name, but on a terminal at most a third of its width.</summary>
internal sealed class ObjectColumn
{
    private const int Least = 8;
    private const int Share = 3;
    private readonly int _most = Terminal.IsWatched ? Math.Max(Terminal.Width / Share, Least) : int.MaxValue;

    public ObjectColumn(IEnumerable<string> names) =>
        Column = new Column("Object", Math.Clamp(names.Select(name => SafeText.Of(name).Length).DefaultIfEmpty().Max(), Least, _most));

    public Column Column { get; }

    /// <summary>Returns a name that fits. Cuts a path at its beginning, because its end tells more.</summary>
    public string Shorten(string name)
    {
        string safe = SafeText.Of(name);
        return safe.Length <= _most ? safe : $"…{safe[^(_most - 1)..]}";
    }
}
