namespace Btf.Benchmarks;

/// <summary>Makes objects that are expensive to verify for their size, in this machine's byte order.</summary>
internal static class VerifierGraphs
{
    private const uint Int = 1 << 24;
    private const uint Pointer = 2 << 24;
    private const uint Array = 3 << 24;
    private const uint Struct = 4 << 24;
    private const uint Const = 10 << 24;

    /// <summary>A chain of const types, each of the one before it. Chains are long, but no stack is deep.</summary>
    public static byte[] Chain(int length) => Make(length, (made, id) => made.Add(0, Const, id - 1));

    /// <summary>One structure with very many members of one type.</summary>
    public static byte[] WideStruct(int members)
    {
        GeneratedTypes made = Start();
        made.Add(0, Struct | (uint)members, 4);
        for (int i = 0; i < members; i++)
        {
            made.Add(0, 1, 0);
        }

        return made.ToBytes();
    }

    /// <summary>Structures that each contain the one before it twice. As a tree they would have 2^n members.</summary>
    public static byte[] Lattice(int depth) => Make(depth, (made, id) => made.Add(0, Struct | 2, 4, 0, id - 1, 0, 0, id - 1, 0));

    /// <summary>Legal loops of a pointer and a structure.</summary>
    public static byte[] Loops(int count) => Make(count, (made, id) =>
    {
        if (id % 2 == 0)
        {
            made.Add(0, Pointer, id + 1);
        }
        else
        {
            made.Add(0, Struct | 1, 8, 0, id - 1, 0);
        }
    });

    /// <summary>Arrays of arrays of one element.</summary>
    public static byte[] Arrays(int count) => Make(count, (made, id) => made.Add(0, Array, 0, id - 1, 1, 1));

    private static byte[] Make(int count, Action<GeneratedTypes, uint> add)
    {
        GeneratedTypes made = Start();
        for (uint id = 2; id < count + 2; id++)
        {
            add(made, id);
        }

        return made.ToBytes();
    }

    /// <summary>Starts with only the empty string, and an integer as type 1.</summary>
    private static GeneratedTypes Start()
    {
        var made = new GeneratedTypes();
        made.AddString([], []);
        made.Add(0, Int, 4, 32);
        return made;
    }
}
