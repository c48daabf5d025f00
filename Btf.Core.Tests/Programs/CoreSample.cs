using Btf.Core.Extensions;
using Btf.Core.Programs;
using Btf.Testing;

namespace Btf.Core.Tests;

/// <summary>A made program against a made kernel.</summary>
internal sealed class CoreSample : IDisposable
{
    private readonly BtfObject _local;

    public CoreSample(BtfBuilder program, ExtensionBuilder records, BtfBuilder kernel, CoreRules rules = CoreRules.Libbpf)
    {
        byte[] extension = records.Build();
        _local = BtfObject.FromMemory(program.ToArray());
        Program = BtfExtension.FromMemory(extension, _local);
        Kernel = BtfObject.FromMemory(kernel.ToArray());
        Resolver = new CoreResolver(Kernel) { Rules = rules };
    }

    public BtfExtension Program { get; }

    public BtfObject Kernel { get; }

    public CoreResolver Resolver { get; }

    public CoreResolution[] ResolveAll()
    {
        List<CoreResolution> all = [];
        foreach (BtfCoreRelocation relocation in Program.CoreRelocations)
        {
            all.Add(Resolver.Resolve(relocation));
        }

        return [.. all];
    }

    public void Dispose()
    {
        Program.Dispose();
        _local.Dispose();
        Kernel.Dispose();
    }
}
