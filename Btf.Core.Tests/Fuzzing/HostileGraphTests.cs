using System.Text.Json;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Graphs of types on which other readers crash, hang or run out of memory: every fuzz target reads or refuses each within two seconds.</summary>
[TestFixture]
[Platform("Linux")]
[Parallelizable(ParallelScope.All)]
public sealed class HostileGraphTests
{
    private const uint ChainLength = 100_000;
    private const uint NestingDepth = 60_000;

    private static readonly Dictionary<string, Action<BtfBuilder>> _graphs = new()
    {
        ["a pointer and a prototype in a circle"] = b => { b.AddPointer(2); b.AddFunctionPrototype(1, ("f", 1u)); b.AddTypedef("t", 1); },
        ["a typedef, a pointer and a prototype in a circle"] = b => { b.AddTypedef("t", 2); b.AddPointer(3); b.AddFunctionPrototype(1, ("f", 1u)); },
        ["a prototype that returns itself"] = b => b.AddFunctionPrototype(1),
        ["a prototype that takes itself"] = b => b.AddFunctionPrototype(0, ("p", 1u)),
        ["void members"] = b => { b.AddStruct("s", 4, ("m", 0u, 0)); b.AddUnion("u", 4, ("m", 0u, 0)); b.AddArray(0, 0, 3); },
        ["returned and taken types that do not exist"] = b => { b.AddFunctionPrototype(77, ("p", uint.MaxValue)); b.AddFunction("f", 1); b.AddFunction("g", 99); b.AddPointer(1); },
        ["records of 2^31 bytes"] = b => { b.AddInt("int", 4, BtfIntEncoding.Signed); b.AddStruct("s", 1u << 31, ("m", 1u, 0)); b.AddStruct("t", uint.MaxValue, ("m", 2u, 0), ("n", 1u, 1 << 30)); b.AddArray(2, 1, uint.MaxValue); b.AddStruct("u", 8, ("m", 4u, 0)); },
        ["fields of types around each power of two bytes"] = SizesAroundPowersOfTwo,
        ["a typedef of itself"] = b => b.AddTypedef("t", 1),
        ["const and volatile in a circle"] = b => { b.AddConst(2); b.AddVolatile(1); b.AddStruct("s", 4, ("m", 1u, 0)); },
        ["a tag of itself"] = b => { b.AddTypeTag("t", 1); b.AddDeclTag("d", 2); },
        ["a structure inside itself"] = b => b.AddStruct("s", 4, ("m", 1u, 0)),
        ["a nameless structure inside itself"] = b => b.AddStruct("", 4, ("", 1u, 0)),
        ["structures inside one another"] = b => { b.AddStruct("s", 4, ("m", 2u, 0)); b.AddUnion("", 4, ("m", 1u, 0), ("n", 2u, 0)); },
        ["an array of itself"] = b => b.AddArray(1, 1, 4),
        ["arrays of one another"] = b => { b.AddArray(2, 1, 0); b.AddArray(1, 2, 4); },
        ["a variable of itself in a section of itself"] = b => { b.AddVariable("v", 1); b.AddDataSection("d", 4, (2u, 0, 4), (1u, 0, 4)); },
        ["100,000 times const, backwards"] = b => { b.AddInt("int", 4, BtfIntEncoding.Signed); Chain(id => b.AddConst(id - 1)); },
        ["100,000 times const, forwards"] = b => { b.AddInt("int", 4, BtfIntEncoding.Signed); Chain(id => b.AddConst(id + 1)); },
        ["100,000 pointers"] = b => { b.AddInt("int", 4, BtfIntEncoding.Signed); Chain(id => b.AddPointer(id - 1)); },
        ["100,000 typedefs"] = b => { b.AddInt("int", 4, BtfIntEncoding.Signed); Chain(id => b.AddTypedef("t", id - 1)); },
        ["100,000 arrays"] = b => { b.AddInt("int", 4, BtfIntEncoding.Signed); Chain(id => b.AddArray(id - 1, 1, 1)); },
        ["structures 60,000 deep"] = b => Nest(b, id => "s" + id),
        ["nameless structures 60,000 deep"] = b => Nest(b, _ => ""),
        ["prototypes 100,000 deep"] = b => { b.AddInt("int", 4, BtfIntEncoding.Signed); Chain(id => b.AddFunctionPrototype(id - 1, ("p", id - 1))); },
        ["nameless structures that double at each step"] = b => { b.AddInt("int", 4, BtfIntEncoding.Signed); Repeat(60, id => b.AddStruct("", 4, ("", id - 1, 0), ("", id - 1, 0))); b.AddStruct("outer", 4, ("m", 61u, 0)); },
        ["typedefs and structures that double at each step"] = b => { b.AddInt("int", 4, BtfIntEncoding.Signed); Repeat(60, id => _ = id % 2 == 0 ? b.AddTypedef("t", id - 1) : b.AddStruct("s", 4, ("a", id - 1, 0), ("b", id - 1, 0))); },
    };

    // Building the large ones takes longer than reading them.
    private static readonly Dictionary<string, Lazy<byte[]>> _built = _graphs.ToDictionary(graph => graph.Key, graph => new Lazy<byte[]>(() => Build(graph.Value)));

    private static IEnumerable<TestCaseData> Graphs() =>
        from graph in _graphs.Keys
        from target in FuzzTargets.All
        where target.Form == FuzzForm.Raw
        select new TestCaseData(graph, target.Name);

    [TestCaseSource(nameof(Graphs))]
    public void A_hostile_graph_is_answered_or_refused_at_once(string graph, string target)
    {
        byte[] data = _built[graph].Value;
        using FuzzHarness harness = new(FuzzTargets.Find(target), data.Length);

        Assert.That(harness.Run(data).Failure, Is.Null);
    }

    [Test]
    public void What_libbpf_crashes_or_hangs_on_is_answered_or_refused_at_once()
    {
        int tried = 0;
        List<string> failures = [];
        foreach (BtfVector vector in Vectors.Families.SelectMany(Vectors.Read).Where(BreaksLibbpf))
        {
            tried++;
            byte[] input = vector.Bases.Count == 0 ? vector.Blob : FuzzInput.Pair(vector.Bases[0], vector.Blob);
            foreach (FuzzTarget target in FuzzTargets.All)
            {
                using FuzzHarness harness = new(target, input.Length);
                if (harness.Run(input).Failure is { } failure)
                {
                    failures.Add($"{vector.Id}, {target}: {failure}");
                }
            }
        }

        TestContext.Out.WriteLine($"{tried} vectors on which libbpf crashes, hangs or reads what it may not");
        Assert.That(failures, Is.Empty);
        Assert.That(tried, Is.Positive);
    }

    private static byte[] Build(Action<BtfBuilder> graph)
    {
        BtfBuilder builder = new();
        graph(builder);
        return builder.ToRawArray();
    }

    private static bool BreaksLibbpf(BtfVector vector)
    {
        if (!vector.Json.TryGetProperty("libbpf", out JsonElement libbpf) || libbpf.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        string text = libbpf.GetRawText();
        return text.Contains("\"crash\"", StringComparison.Ordinal) || text.Contains("\"timeout\"", StringComparison.Ordinal) ||
            (libbpf.TryGetProperty("memory_error", out JsonElement error) && error.ValueKind != JsonValueKind.Null);
    }

    private static void Chain(Action<uint> add) => Repeat(ChainLength, add);

    /// <summary>A size in bits of 2^32 wraps to 0.</summary>
    private static void SizesAroundPowersOfTwo(BtfBuilder b)
    {
        for (int power = 0; power < 32; power++)
        {
            foreach (uint size in (uint[])[(1u << power) - 1, 1u << power, (1u << power) + 1])
            {
                foreach (BtfKind kind in (BtfKind[])[BtfKind.Int, BtfKind.Float, BtfKind.Enum, BtfKind.Enum64])
                {
                    uint name = b.AddString($"{kind}_{size}");
                    uint type = kind == BtfKind.Int ? b.AddRaw(name, RawBtf.Info(kind), size, 32) : b.AddRaw(name, RawBtf.Info(kind), size);
                    b.AddStruct($"s_{kind}_{size}", size, ("plain", type, 0), ("bits", type, 3, 7));
                    b.AddStruct($"t_{kind}_{size}", size, ("first", type, 0), ("array", b.AddArray(type, type, 2), 8));
                }
            }
        }
    }

    private static void Nest(BtfBuilder builder, Func<uint, string> name)
    {
        builder.AddInt("int", 4, BtfIntEncoding.Signed);
        Repeat(NestingDepth, id => builder.AddStruct(name(id), 4, ("m", id - 1, 0)));
    }

    private static void Repeat(uint count, Action<uint> add)
    {
        for (uint id = 2; id < count + 2; id++)
        {
            add(id);
        }
    }
}
