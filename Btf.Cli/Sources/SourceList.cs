namespace Btf.Cli;

/// <summary>Sources that are closed together.</summary>
internal sealed class SourceList : IDisposable
{
    private readonly List<Source> _sources = [];

    public void Add(Source source) => _sources.Add(source);

    public void Dispose() => _sources.ForEach(source => source.Dispose());
}
