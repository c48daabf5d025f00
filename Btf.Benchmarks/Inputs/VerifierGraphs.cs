using Btf.Core;
using Btf.Core.Building;

namespace Btf.Benchmarks;

/// <summary>Makes objects that are expensive to verify for their size, in this machine's byte order.</summary>
internal static class VerifierGraphs
{
    private const uint Number = 1;

    /// <summary>A chain of const types, each of the one before it. Chains are long, but no stack is deep.</summary>
    public static byte[] Chain(int length) => Make(length, static (made, id) => made.AddConst(id - 1));

    /// <summary>One structure with very many members of one type.</summary>
    public static byte[] WideStruct(int members)
    {
        BtfBuilderMember[] cells = new BtfBuilderMember[members];
        Array.Fill(cells, new BtfBuilderMember("", Number));
        return Make(1, (made, _) => made.AddStruct("", sizeof(int), cells));
    }

    /// <summary>Structures that each contain the one before it twice. As a tree they would have 2^n members.</summary>
    public static byte[] Lattice(int depth) => Make(depth, static (made, id) => made.AddStruct("", sizeof(int), ("", id - 1, 0), ("", id - 1, 0)));

    /// <summary>Legal loops of a pointer and a structure.</summary>
    public static byte[] Loops(int count) =>
        Make(count, static (made, id) => id % 2 == 0 ? made.AddPointer(id + 1) : made.AddStruct("", sizeof(long), ("", id - 1, 0)));

    /// <summary>Arrays of arrays of one element.</summary>
    public static byte[] Arrays(int count) => Make(count, static (made, id) => made.AddArray(id - 1, Number, 1));

    /// <summary>Makes an integer, and so many types after it.</summary>
    private static byte[] Make(int count, Func<BtfBuilder, uint, uint> add)
    {
        BtfBuilder made = new();
        _ = made.AddInt("int", sizeof(int), BtfIntEncoding.Signed);
        for (int i = 0; i < count; i++)
        {
            _ = add(made, made.NextTypeId);
        }

        return made.ToArray();
    }
}
