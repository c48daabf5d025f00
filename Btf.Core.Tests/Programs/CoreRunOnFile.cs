using Btf.Core.Programs;
using Btf.Testing;

namespace Btf.Core.Tests;

/// <summary>The report on an object of the corpus for one of its kernels.</summary>
internal sealed class CoreRunOnFile : IDisposable
{
    private readonly BtfObject _kernel;

    public CoreRunOnFile(string program, string kernel)
    {
        Program = BpfObjectFile.Open(Corpus.PathOf(program));
        _kernel = BtfObject.FromMemory(Corpus.ReadBtf(kernel));
        Report = CoreReport.Create(Program, new CoreResolver(_kernel));
    }

    public BpfObjectFile Program { get; }

    public CoreReport Report { get; }

    public void Dispose()
    {
        Program.Dispose();
        _kernel.Dispose();
    }
}
