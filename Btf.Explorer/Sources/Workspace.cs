using Btf.Core;
using Btf.Core.Programs;

namespace Btf.Explorer.Sources;

/// <summary>The sources that are open, and the one that is looked at.</summary>
internal sealed class Workspace
{
    private readonly List<OpenSource> _sources = [];
    private int _lastSlot;

    /// <summary>Raised after a source was opened, closed or chosen.</summary>
    public event Action? Changed;

    /// <summary>Raised after a source was closed.</summary>
    public event Action<OpenSource>? Closed;

    public IReadOnlyList<OpenSource> Sources => _sources;

    /// <summary>The source that is looked at: a kernel or a BPF object.</summary>
    public OpenSource? Current { get; private set; }

    /// <summary>Whether only the sample is open, which gives way to the first file.</summary>
    public bool IsSample { get; private set; }

    /// <summary>The current source, and the modules over it.</summary>
    public IReadOnlyList<OpenSource> Searched => Current is null ? [] : [Current, .. _sources.Where(source => source.Over == Current)];

    /// <summary>The kernel that modules stand on and programs are fitted to: the current source, or the first kernel.</summary>
    public OpenSource? Kernel => Current is { Role: SourceRole.Kernel } current ? current : _sources.Find(source => source.Role == SourceRole.Kernel);

    public OpenSource AddKernel(string name, BtfObject btf, byte[] bytes) => Add(new OpenSource(++_lastSlot, Unique(name), SourceRole.Kernel, btf, bytes, null, null));

    public OpenSource AddModule(string name, BtfObject btf, byte[] bytes, OpenSource over) => Add(new OpenSource(++_lastSlot, Unique(name), SourceRole.Module, btf, bytes, over, null));

    public OpenSource AddProgram(string name, BpfObjectFile program, byte[] bytes) => Add(new OpenSource(++_lastSlot, Unique(name), SourceRole.Program, program.Btf, bytes, null, program));

    /// <summary>Opens the sample.</summary>
    public void AddSample()
    {
        byte[] bytes = Sample.Read();
        AddKernel("sample", BtfObject.FromMemory(bytes), bytes);
        IsSample = true;
    }

    /// <summary>Looks at a source. A module is looked at with its kernel.</summary>
    public void Choose(OpenSource source)
    {
        OpenSource chosen = source.Over ?? source;
        if (chosen != Current)
        {
            Current = chosen;
            Changed?.Invoke();
        }
    }

    /// <summary>Closes a source, and the modules over it.</summary>
    public void Close(OpenSource source)
    {
        OpenSource[] closed = [source, .. _sources.Where(other => other.Over == source)];
        _sources.RemoveAll(closed.Contains);
        foreach (OpenSource other in closed)
        {
            other.Close();
        }

        if (Current is null || closed.Contains(Current))
        {
            Current = _sources.Find(other => other.Role != SourceRole.Module);
        }

        if (Current is null)
        {
            AddSample();
        }

        Changed?.Invoke();
        foreach (OpenSource other in closed.Reverse())
        {
            Closed?.Invoke(other);
        }
    }

    /// <summary>Returns the source with a name; null if none has it.</summary>
    public OpenSource? Find(string name) => _sources.Find(source => source.Name == name);

    private OpenSource Add(OpenSource source)
    {
        OpenSource? sample = IsSample ? _sources[0] : null;
        IsSample = false;
        _sources.Add(source);
        Current = source.Role == SourceRole.Module ? Current : source;
        if (sample is not null && source.Role == SourceRole.Kernel)
        {
            Close(sample);
        }
        else
        {
            IsSample = sample is not null;
            Changed?.Invoke();
        }

        return source;
    }

    private string Unique(string name)
    {
        string unique = name;
        for (int i = 2; Find(unique) is not null; i++)
        {
            unique = $"{name} ({i})";
        }

        return unique;
    }
}
