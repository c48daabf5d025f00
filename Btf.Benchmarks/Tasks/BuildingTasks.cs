using Btf.Core;
using Btf.Core.Building;

namespace Btf.Benchmarks;

/// <summary>Tasks that make new objects: type by type, and from whole objects.</summary>
internal static class BuildingTasks
{
    private const int Groups = 20_000;

    // A group is an integer, a pointer to it, and a structure of two members.
    private const int TypesInGroup = 3;
    private const double MostNanosecondsForType = 100;

    /// <summary>Adds types. Each named type has names of its own.</summary>
    public static PeerTask AddTypes(PeerInput input) => new(nameof(AddTypes), Groups * TypesInGroup, AddTypes)
    {
        Libbpf = new PeerCalls(input).OverInput(PeerCalls.Libbpf, "add_types"),
        MostNanoseconds = MostNanosecondsForType,
    };

    /// <summary>Appends the input to itself.</summary>
    public static PeerTask AppendTwice(PeerInput input) => new(nameof(AppendTwice), 1, () => AppendTwice(input.Btf))
    {
        Libbpf = new PeerCalls(input).OverInput(PeerCalls.Libbpf, "append_twice"),
        MostOfLibbpf = 0.1,
    };

    private static ulong AddTypes()
    {
        var builder = new BtfBuilder();
        for (int i = 0; i < Groups; i++)
        {
            uint number = builder.AddInt($"int_{i}", 4, BtfIntEncoding.Signed);
            uint pointer = builder.AddPointer(number);
            builder.AddStruct($"struct_{i}", 16, ("number", number, 0), ("pointer", pointer, 64));
        }

        return (ulong)builder.TypeCount;
    }

    private static ulong AppendTwice(BtfObject btf)
    {
        var builder = new BtfBuilder();
        builder.Append(btf);
        builder.Append(btf);
        return (ulong)builder.TypeCount;
    }
}
