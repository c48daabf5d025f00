using Btf.Core;

namespace Btf.Benchmarks;

/// <summary>Tasks that open the kernel, an ordinary file, a module, a kernel with all its modules, or an object for one look-up.</summary>
internal static class OpeningTasks
{
    public static PeerTask OpenKernel(PeerInput input) => Opening(input, nameof(OpenKernel), input.Files.Kernel) with { MostOfLibbpf = 0.12, MostOfLimit = 0.55 };

    // The file's pages are in the cache, because the copy was just written.
    public static PeerTask OpenFile(PeerInput input) => Opening(input, nameof(OpenFile), input.Files.OrdinaryCopy) with { MostOfLibbpf = 0.5 };

    public static PeerTask OpenSplit(PeerInput input)
    {
        var calls = new PeerCalls(input);
        string module = input.Files.Module;
        int times = input.Sizes.Splits;
        return new PeerTask(nameof(OpenSplit), times, () => OurTasks.OpenSplit(module, input.Btf, times))
        {
            Libbpf = calls.OverSplit(PeerCalls.Libbpf, "open_split", module, times),
            Limit = calls.OverSplit(PeerCalls.Limit, "open_split", module, times),
            MostOfLibbpf = 1.0,
        };
    }

    public static PeerTask OpenCollection(PeerInput input)
    {
        var calls = new PeerCalls(input);
        string folder = input.Files.Collection;
        return new PeerTask(nameof(OpenCollection), 1, () => OurTasks.OpenCollection(folder))
        {
            Libbpf = calls.OpeningCollection(PeerCalls.Libbpf, folder),
            Limit = calls.OpeningCollection(PeerCalls.Limit, folder),
        };
    }

    public static PeerTask FirstAnswer(PeerInput input)
    {
        (string name, string member) = FirstQuestion.Choose(input.Btf);
        return new PeerTask(nameof(FirstAnswer), 1, () => OurTasks.FirstAnswer(input.Files.Kernel, name, member))
        {
            Libbpf = new PeerCalls(input).FirstAnswer(PeerCalls.Libbpf, name, member),
        };
    }

    private static PeerTask Opening(PeerInput input, string name, string path)
    {
        var calls = new PeerCalls(input);
        return new PeerTask(name, 1, () => OurTasks.Open(path))
        {
            Libbpf = calls.Opening(PeerCalls.Libbpf, path),
            Limit = calls.Opening(PeerCalls.Limit, path),
            MostOfLimit = 1.0,
        };
    }
}
