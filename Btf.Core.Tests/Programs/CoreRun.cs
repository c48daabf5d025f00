using Btf.Core.Extensions;
using Btf.Core.Programs;
using Btf.Testing;

namespace Btf.Core.Tests;

/// <summary>An object and a kernel of the corpus, as named by a log: <c>clang14_core_read-el@amd64-6.12.107.relo.txt</c>.</summary>
internal sealed class CoreRun : IDisposable
{
    private readonly BtfCollection _kernel;
    private readonly ElfSections _sections;
    private readonly Dictionary<string, byte[]> _code = [];

    public CoreRun(string log, BtfOpenOptions? options = null)
    {
        string[] parts = log[..^".txt".Length].Split('@');
        int split = parts[0].IndexOf('_', StringComparison.Ordinal);
        ObjectPath = Corpus.PathOf($"objects/{parts[0][..split]}/{parts[0][(split + 1)..]}.bpf.o");
        string target = Path.GetFileNameWithoutExtension(parts[1]);
        KernelName = Directory.GetDirectories(Corpus.PathOf("kernels")).Select(path => Path.GetFileName(path))
            .Single(name => name == target || name.StartsWith(target + "+", StringComparison.Ordinal));
        Program = BtfExtension.Open(ObjectPath);
        _kernel = new BtfCollection(BtfObject.FromMemory(Corpus.ReadBtf($"kernels/{KernelName}/vmlinux.btf"), null, options));
        _sections = new ElfSections(File.ReadAllBytes(ObjectPath));
        Log = new CoreLog(_kernel);
        Resolver = new CoreResolver(_kernel) { Observer = Log };
    }

    public string ObjectPath { get; }

    public string KernelName { get; }

    public BtfExtension Program { get; }

    public BtfObject Kernel => _kernel.Base;

    public CoreResolver Resolver { get; }

    public CoreLog Log { get; }

    /// <summary>Returns the bytes of a record's section, always in the same array.</summary>
    public byte[] SectionOf(BtfCoreRelocation relocation)
    {
        string name = relocation.SectionName.ToString();
        if (!_code.TryGetValue(name, out byte[]? code))
        {
            _code[name] = code = _sections.Find(name)!;
        }

        return code;
    }

    public void Dispose()
    {
        Program.Dispose();
        _kernel.Dispose();
    }
}
