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
        ["a pointer and a prototype in a circle"] = b => { b.Ptr(2); b.FuncProto(1, ("f", 1)); b.Typedef("t", 1); },
        ["a typedef, a pointer and a prototype in a circle"] = b => { b.Typedef("t", 2); b.Ptr(3); b.FuncProto(1, ("f", 1)); },
        ["a prototype that returns itself"] = b => b.FuncProto(1),
        ["a prototype that takes itself"] = b => b.FuncProto(0, ("p", 1)),
        ["void members"] = b => { b.Struct("s", 4, ("m", 0, 0)); b.Union("u", 4, ("m", 0, 0)); b.Array(0, 0, 3); },
        ["returned and taken types that do not exist"] = b => { b.FuncProto(77, ("p", uint.MaxValue)); b.Func("f", 1); b.Func("g", 99); b.Ptr(1); },
        ["records of 2^31 bytes"] = b => { b.Int("int", 4, 32, 1); b.Struct("s", 1u << 31, ("m", 1, 0)); b.Struct("t", uint.MaxValue, ("m", 2, 0), ("n", 1, 1 << 30)); b.Array(2, 1, uint.MaxValue); b.Struct("u", 8, ("m", 4, 0)); },
        ["a typedef of itself"] = b => b.Typedef("t", 1),
        ["const and volatile in a circle"] = b => { b.Const(2); b.Volatile(1); b.Struct("s", 4, ("m", 1, 0)); },
        ["a tag of itself"] = b => { b.TypeTag("t", 1); b.DeclTag("d", 2); },
        ["a structure inside itself"] = b => b.Struct("s", 4, ("m", 1, 0)),
        ["a nameless structure inside itself"] = b => b.Struct("", 4, ("", 1, 0)),
        ["structures inside one another"] = b => { b.Struct("s", 4, ("m", 2, 0)); b.Union("", 4, ("m", 1, 0), ("n", 2, 0)); },
        ["an array of itself"] = b => b.Array(1, 1, 4),
        ["arrays of one another"] = b => { b.Array(2, 1, 0); b.Array(1, 2, 4); },
        ["a variable of itself in a section of itself"] = b => { b.Var("v", 1); b.DataSec("d", 4, (2, 0, 4), (1, 0, 4)); },
        ["100,000 times const, backwards"] = b => { b.Int("int", 4, 32, 1); Chain(id => b.Const(id - 1)); },
        ["100,000 times const, forwards"] = b => { b.Int("int", 4, 32, 1); Chain(id => b.Const(id + 1)); },
        ["100,000 pointers"] = b => { b.Int("int", 4, 32, 1); Chain(id => b.Ptr(id - 1)); },
        ["100,000 typedefs"] = b => { b.Int("int", 4, 32, 1); Chain(id => b.Typedef("t", id - 1)); },
        ["100,000 arrays"] = b => { b.Int("int", 4, 32, 1); Chain(id => b.Array(id - 1, 1, 1)); },
        ["structures 60,000 deep"] = b => Nest(b, id => "s" + id),
        ["nameless structures 60,000 deep"] = b => Nest(b, _ => ""),
        ["prototypes 100,000 deep"] = b => { b.Int("int", 4, 32, 1); Chain(id => b.FuncProto(id - 1, ("p", id - 1))); },
        ["nameless structures that double at each step"] = b => { b.Int("int", 4, 32, 1); Repeat(60, id => b.Struct("", 4, ("", id - 1, 0), ("", id - 1, 0))); b.Struct("outer", 4, ("m", 61, 0)); },
        ["typedefs and structures that double at each step"] = b => { b.Int("int", 4, 32, 1); Repeat(60, id => _ = id % 2 == 0 ? b.Typedef("t", id - 1) : b.Struct("s", 4, ("a", id - 1, 0), ("b", id - 1, 0))); },
    };

    private static IEnumerable<TestCaseData> Graphs() =>
        from graph in _graphs.Keys
        from target in FuzzTargets.All
        where target.Form == FuzzForm.Raw
        select new TestCaseData(graph, target.Name);

    [TestCaseSource(nameof(Graphs))]
    public void A_hostile_graph_is_answered_or_refused_at_once(string graph, string target)
    {
        BtfBuilder builder = new();
        _graphs[graph](builder);
        byte[] data = builder.Build();
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

    private static void Nest(BtfBuilder builder, Func<uint, string> name)
    {
        builder.Int("int", 4, 32, 1);
        Repeat(NestingDepth, id => builder.Struct(name(id), 4, ("m", id - 1, 0)));
    }

    private static void Repeat(uint count, Action<uint> add)
    {
        for (uint id = 2; id < count + 2; id++)
        {
            add(id);
        }
    }
}
