using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Compares every result for every type with a plain walk over the words of all records.</summary>
public sealed class ReferrerProofTests
{
    [TestCaseSource(typeof(ReferenceChains), nameof(ReferenceChains.Cases))]
    public void Referrers_are_those_that_a_plain_walk_finds(Func<byte[][]> read)
    {
        byte[][] chain = read();

        CompareReferrers(ReferenceChains.Open(chain), new RawReferences(chain));
    }

    [TestCaseSource(typeof(ReferenceChains), nameof(ReferenceChains.Cases))]
    public void Functions_are_those_that_a_plain_walk_finds(Func<byte[][]> read)
    {
        byte[][] chain = read();

        CompareFunctions(ReferenceChains.Open(chain), new RawReferences(chain));
    }

    // An object's first searches read all prototypes instead of an index.
    [TestCaseSource(typeof(ReferenceChains), nameof(ReferenceChains.Cases))]
    public void First_searches_find_the_functions_that_a_plain_walk_finds(Func<byte[][]> read)
    {
        byte[][] chain = read();
        var raw = new RawReferences(chain);
        List<uint>[] takers = raw.Takers();
        List<uint>[] returners = raw.Returners();
        List<uint> found = [];
        for (uint id = 0; id < raw.Count; id += 1 + (uint)(raw.Count / 12))
        {
            BtfObject fresh = ReferenceChains.Open(chain);
            Compare(fresh.FindFunctionsTaking(fresh[id]), takers[id], found, id);
            Compare(fresh.FindFunctionsReturning(fresh[id]), returners[id], found, id);
        }
    }

    [TestCase(60)]
    [TestCase(70)]
    [TestCase(5000)]
    public void First_searches_follow_chains_of_any_length(int length)
    {
        var builder = new BtfBuilder();
        uint number = builder.AddInt("int", 4);
        uint last = number;
        for (int i = 0; i < length; i++)
        {
            last = builder.AddPointer(last);
        }

        builder.AddFunctionPrototype(last, ("deep", last), ("again", last));
        builder.AddFunction("f", builder.NextTypeId - 1);
        using BtfObject taking = BtfObject.FromMemory(builder.ToArray());
        using BtfObject returning = BtfObject.FromMemory(builder.ToArray());

        Assert.That(taking.FindFunctionsTaking(taking[number]).Count(), Is.EqualTo(1));
        Assert.That(returning.FindFunctionsReturning(returning[number]).Count(), Is.EqualTo(1));
    }

    [Test]
    public void Every_type_of_the_running_kernel_has_the_referrers_and_functions_that_a_plain_walk_finds()
    {
        string path = Oracles.KernelBtf();
        using BtfObject kernel = BtfObject.Open(path);
        var raw = new RawReferences(File.ReadAllBytes(path));

        CompareReferrers(kernel, raw);
        CompareFunctions(kernel, raw);
    }

    private static void CompareReferrers(BtfObject btf, RawReferences raw)
    {
        List<uint>[] expected = raw.Referrers();
        Assert.That(btf.NextTypeId, Is.EqualTo(raw.Count));
        List<uint> found = [];
        for (uint id = 0; id < btf.NextTypeId; id++)
        {
            BtfTypeReferrers referrers = btf.FindReferrers(btf[id]);
            found.Clear();
            foreach (BtfType referrer in referrers)
            {
                found.Add(referrer.Id);
            }

            if (!found.SequenceEqual(expected[id]) || referrers.Count() != found.Count)
            {
                Assert.That(found, Is.EqualTo(expected[id]), $"[{id}], Count {referrers.Count()}");
            }
        }
    }

    private static void CompareFunctions(BtfObject btf, RawReferences raw)
    {
        List<uint>[] takers = raw.Takers();
        List<uint>[] returners = raw.Returners();
        List<uint> found = [];
        for (uint id = 0; id < btf.NextTypeId; id++)
        {
            Compare(btf.FindFunctionsTaking(btf[id]), takers[id], found, id);
            Compare(btf.FindFunctionsReturning(btf[id]), returners[id], found, id);
        }
    }

    private static void Compare(BtfFunctionMatches functions, List<uint> expected, List<uint> found, uint id)
    {
        found.Clear();
        foreach (BtfFunction function in functions)
        {
            found.Add(function.AsType().Id);
        }

        if (!found.SequenceEqual(expected))
        {
            Assert.That(found, Is.EqualTo(expected), $"[{id}]");
        }
    }
}
