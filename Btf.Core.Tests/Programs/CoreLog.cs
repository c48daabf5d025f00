using Btf.Core.Extensions;
using Btf.Core.Programs;

namespace Btf.Core.Tests;

/// <summary>Logs the resolver's work on a record, in the words of libbpf's log.</summary>
internal sealed class CoreLog : ICoreObserver
{
    private readonly List<BtfObject> _objects = [];
    private BtfCoreRelocationKind _kind;

    public CoreLog(BtfCollection kernel)
    {
        foreach (BtfCollectionEntry entry in kernel)
        {
            _objects.Add(entry.Object);
        }
    }

    public string Local { get; private set; } = "";

    public List<string> Candidates { get; } = [];

    public List<(CoreMatch Match, string Spec)> Compared { get; } = [];

    /// <summary>Returns the lines of libbpf's log about the last record, without the text before the colon.</summary>
    public IEnumerable<string> Lines()
    {
        yield return Local;
        for (int i = 0; i < Compared.Count; i++)
        {
            yield return Compared[i].Match == CoreMatch.Yes ? $"matching candidate #{i} {Compared[i].Spec}" : $"non-matching candidate #{i} {Compared[i].Spec}";
        }

        if (_kind != BtfCoreRelocationKind.LocalTypeId && !Compared.Exists(c => c.Match == CoreMatch.Yes))
        {
            yield return "no matching targets found";
        }
    }

    public void Begin(BtfCoreRelocation relocation, CoreSpec local, in CoreError error, ReadOnlySpan<BtfType> candidates)
    {
        _kind = relocation.Kind;
        Local = error.Errno == 0 ? CoreSpecText.Format(_kind, local) : "";
        Candidates.Clear();
        Compared.Clear();
        foreach (BtfType type in candidates)
        {
            Candidates.Add($"{_objects.IndexOf(type.Object)}:{type.Id}");
        }
    }


    void ICoreObserver.Compared(BtfType candidate, CoreMatch match, CoreSpec spec) =>
        Compared.Add((match, CoreSpecText.Format(_kind, spec)));
}
