using Btf.Core.Programs;

namespace Btf.Cli;

/// <summary>BPF objects that stay open until a command has answered.</summary>
internal sealed class OpenObjects : IDisposable
{
    private readonly List<BpfObjectFile> _objects = [];

    /// <summary>Takes ownership of an object.</summary>
    public void Add(BpfObjectFile program) => _objects.Add(program);

    public void Dispose() => _objects.ForEach(program => program.Dispose());
}
