using System.Text;

namespace Btf.Testing;

/// <summary>Makes very many names that have the same value under common unseeded hash functions.</summary>
public static class CollidingNames
{
    private const int Doublings = 17;
    private const int BlockLength = 7;

    /// <summary>Names of equal length that differ in only a few bits.</summary>
    public static IReadOnlyList<string> FewBits(int count) =>
        [.. Enumerable.Range(0, count).Select(number =>
            "some_name_" + string.Concat(Enumerable.Range(0, Doublings).Select(bit => (number >> bit & 1) == 0 ? '`' : 'a')))];

    /// <summary>Names with the same djb2 hash (h * 33 + c), made of pairs with equal sums.</summary>
    public static IReadOnlyList<string> Djb2(int count) => Combine(count, [.. Enumerable.Repeat(("Ez", "FY"), Doublings)]);

    /// <summary>Names with the same 32-bit FNV-1a hash. At each step, two blocks lead from one state to the same next state.</summary>
    public static IReadOnlyList<string> Fnv1A(int count)
    {
        List<(string, string)> steps = [];
        uint state = Fnv1A("");
        for (int step = 0; step < Doublings; step++)
        {
            steps.Add(TwoBlocks(ref state));
        }

        return Combine(count, steps);
    }

    /// <summary>Names of three letters.</summary>
    public static IReadOnlyList<string> Short(int count) =>
        [.. Enumerable.Range(0, count).Select(i => string.Concat((char)('!' + (i % 47)), (char)('!' + (i / 47 % 47)), (char)('!' + (i / 47 / 47))))];

    /// <summary>Names of five 8-byte words that differ in one word.</summary>
    public static IReadOnlyList<string> OneWord(int count, int word) =>
        [.. Enumerable.Range(0, count).Select(i => string.Concat(Enumerable.Range(0, 5).Select(at => at == word ? $"{i:D8}" : "________")))];

    /// <summary>Names that differ in length only.</summary>
    public static IReadOnlyList<string> Lengths(int count) => [.. Enumerable.Range(1, count).Select(length => new string('a', length))];

    public static uint Djb2(string name) => name.Aggregate(5381u, (hash, letter) => hash * 33 + letter);

    public static uint Fnv1A(string name) => Fnv1A(2166136261, name);

    private static uint Fnv1A(uint state, string name)
    {
        foreach (char letter in name)
        {
            state = (state ^ letter) * 16777619;
        }

        return state;
    }

    private static (string First, string Second) TwoBlocks(ref uint state)
    {
        Dictionary<uint, string> seen = [];
        for (int number = 0; ; number++)
        {
            string block = Block(number);
            uint next = Fnv1A(state, block);
            if (!seen.TryAdd(next, block))
            {
                state = next;
                return (seen[next], block);
            }
        }
    }

    private static string Block(int number)
    {
        // All letters vary, because blocks with a common start hardly ever collide.
        StringBuilder block = new();
        ulong rest = (ulong)number * 0x9E37_79B9_7F4A_7C15;
        for (int i = 0; i < BlockLength; i++, rest /= 26)
        {
            block.Append((char)('a' + (rest % 26)));
        }

        return block.ToString();
    }

    private static string[] Combine(int count, IReadOnlyList<(string First, string Second)> steps) =>
        [.. Enumerable.Range(0, count).Select(number =>
            string.Concat(steps.Select((step, bit) => (number >> bit & 1) == 0 ? step.First : step.Second)))];
}
