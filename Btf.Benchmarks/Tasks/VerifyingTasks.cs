namespace Btf.Benchmarks;

/// <summary>Tasks that verify types by the kernel's rules: the input, the input eight times, and expensive graphs. All have the same bar per type.</summary>
internal static class VerifyingTasks
{
    private const double MillisecondsForKernel = 12;
    private const int Times = 8;

    public static PeerTask Verify(PeerInput input) => new(nameof(Verify), 1, () => OurTasks.Verify(input.Btf))
    {
        MostNanoseconds = AbsoluteBar.For(input.Btf.TypeCount, MillisecondsForKernel),
    };

    public static PeerTask VerifyEightfold(PeerInput input)
    {
        byte[] data = RepeatedTypes.Make(input.Files.Data, Times, distinctNames: false);
        return Verify(input, nameof(VerifyEightfold), Times, input.Btf.TypeCount * Times, data);
    }

    public static PeerTask VerifyChain(PeerInput input) => Graph(input, nameof(VerifyChain), VerifierGraphs.Chain);

    public static PeerTask VerifyWideStruct(PeerInput input) => Graph(input, nameof(VerifyWideStruct), VerifierGraphs.WideStruct);

    public static PeerTask VerifyLattice(PeerInput input) => Graph(input, nameof(VerifyLattice), VerifierGraphs.Lattice);

    public static PeerTask VerifyLoops(PeerInput input) => Graph(input, nameof(VerifyLoops), VerifierGraphs.Loops);

    public static PeerTask VerifyArrays(PeerInput input) => Graph(input, nameof(VerifyArrays), VerifierGraphs.Arrays);

    private static PeerTask Graph(PeerInput input, string name, Func<int, byte[]> make) =>
        Verify(input, name, 1, input.Sizes.GraphTypes, make(input.Sizes.GraphTypes));

    private static PeerTask Verify(PeerInput input, string name, double operations, int types, byte[] data) =>
        new(name, operations, () => OurTasks.Verify(data)) { MostNanoseconds = AbsoluteBar.For(types, MillisecondsForKernel) / operations };
}
