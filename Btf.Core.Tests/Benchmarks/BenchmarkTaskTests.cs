using Btf.Benchmarks;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Every side runs each task of the benchmarks once. Nothing is measured here.</summary>
[TestFixture]
public sealed class BenchmarkTaskTests
{
    private static readonly byte[] _kinds = Fixture.Read("kinds-el.btf");

    [Test]
    public void Every_side_reads_the_same_in_every_task_on_a_small_input()
    {
        using var folder = new TemporaryFolder();
        AssertSidesAgree(folder.Write("kinds.btf", _kinds), TaskList.Names);
    }

    [Test]
    public void Every_side_reads_the_same_in_the_running_kernel() =>
        AssertSidesAgree(Oracles.KernelBtf(), ["OpenSplit", "OpenCollection", "FirstAnswer", "MemberPath", "FindByName", "FindByNameFew", "ReadEverything"]);

    [Test]
    public void An_input_many_times_over_has_names_of_its_own_each_time()
    {
        byte[] thrice = RepeatedTypes.Make(_kinds, 3, distinctNames: true);
        using BtfObject once = BtfObject.FromMemory(_kinds);
        using BtfObject btf = BtfObject.FromMemory(thrice);
        BtfType named = once.Types.First(type => !type.Name.IsEmpty);
        string last = named.Name + "_2";

        using (Assert.EnterMultipleScope())
        {
            Assert.That(btf.TypeCount, Is.EqualTo(3 * once.TypeCount));
            Assert.That(btf.FindTypes(named.Name.ToString()).Count(), Is.EqualTo(once.FindTypes(named.Name.ToString()).Count()));
            Assert.That(btf.FindType(last, named.Kind).Id, Is.EqualTo(2 * once.TypeCount + named.Id));
            Assert.That(BtfVerifier.Verify(btf).IsNone, Is.EqualTo(BtfVerifier.Verify(once).IsNone));
        }
    }

    [Test]
    public void A_split_that_is_made_refers_to_its_base_and_to_itself()
    {
        byte[] split = SplitTypes.Make(_kinds, 20, 1);
        using BtfObject kernel = BtfObject.FromMemory(_kinds);
        using BtfObject btf = BtfObject.FromMemory(split, kernel);
        var targets = new List<uint>();
        foreach (BtfType type in btf.Types)
        {
            if (type.Kind.HasTarget())
            {
                targets.Add(type.SizeOrType);
            }
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(btf.TypeCount, Is.EqualTo(20));
            Assert.That(targets, Has.Some.InRange(1, kernel.TypeCount).And.Some.GreaterThan(kernel.TypeCount));
            Assert.That(targets, Is.All.LessThan(btf.NextTypeId));
        }
    }

    private static void AssertSidesAgree(string path, IEnumerable<string> names)
    {
        if (NativePeer.CompilerVersion is null)
        {
            Oracles.Missing("gcc is not installed.");
        }

        using var input = new PeerInput(path, TaskSizes.Checked);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(input.HasLimit, "the limit opens the input");
            foreach (string name in names)
            {
                Assert.That(() => TaskList.Create(input, name).CheckSums(), Throws.Nothing, name);
            }
        }
    }
}
