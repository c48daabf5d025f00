using System.Text;
using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture]
public sealed class NameIndexTests
{
    private const int Count = 100_000;

    // Nearly always less than 12. The table's seed is random, and rarely a run of full groups is longer; names that collide would fill thousands.
    private const int MostGroups = 40;
    private const int Overhead = 64;

    private static IEnumerable<TestCaseData> Kernels => Corpus.Cases(file => file.Kind == "vmlinux" && !file.IsSplit);

    private static IEnumerable<TestCaseData> Crafted =>
    [
        new TestCaseData(() => CollidingNames.FewBits(Count)).SetArgDisplayNames("few bits"),
        new TestCaseData(() => CollidingNames.Djb2(Count)).SetArgDisplayNames("djb2"),
        new TestCaseData(() => CollidingNames.Fnv1A(Count)).SetArgDisplayNames("FNV-1a"),
        new TestCaseData(() => CollidingNames.Short(Count)).SetArgDisplayNames("short"),
        new TestCaseData(() => CollidingNames.OneWord(Count, 0)).SetArgDisplayNames("first word"),
        new TestCaseData(() => CollidingNames.OneWord(Count, 3)).SetArgDisplayNames("fourth word"),
        new TestCaseData(() => CollidingNames.Lengths(2000)).SetArgDisplayNames("lengths of one letter"),
    ];

    [TestCaseSource(nameof(Crafted))]
    public void Crafted_names_spread_over_the_table(Func<IReadOnlyList<string>> names)
    {
        IReadOnlyList<string> crafted = names();
        BtfBuilder builder = new();
        foreach (string name in crafted)
        {
            builder.AddForward(name);
        }

        using BtfObject btf = builder.ToObject();
        AssertEven(btf, [.. crafted.Select(Encoding.UTF8.GetBytes)]);
    }

    [Test]
    public void A_name_that_all_types_share_is_a_long_answer_and_nothing_else([Values] bool deduplicate)
    {
        BtfBuilder builder = new();
        for (int i = 0; i < Count; i++)
        {
            builder.AddRaw(builder.AddString("shared", deduplicate), RawBtf.Info(BtfKind.Fwd), 0);
        }

        uint other = builder.AddForward("other");
        using BtfObject btf = builder.ToObject();
        NameIndexLoad load = new(btf, ["shared"u8.ToArray(), "other"u8.ToArray()]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(btf.FindTypes("shared").Count(), Is.EqualTo(Count));
            Assert.That(btf.FindTypes("other").ToIds(), Is.EqualTo([other]));
            Assert.That(load.NamedTypes, Is.EqualTo(Count + 1));
            Assert.That(btf.NameIndex!.KeptBytes, Is.LessThanOrEqualTo(8L * (Count + 1) + Overhead));
        }
    }

    [Test]
    public void However_many_names_there_are_a_search_for_another_ends([Range(0, 40)] int count)
    {
        BtfBuilder builder = new();
        for (int i = 0; i < count; i++)
        {
            builder.AddForward($"name_{i}");
        }

        using BtfObject btf = builder.ToObject();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Enumerable.Range(0, count).All(i => btf.FindTypes($"name_{i}").ToIds() is [var id] && id == i + 1), Is.True);
            Assert.That(Enumerable.Range(count, 1000).All(i => btf.FindTypes($"name_{i}").Count() == 0), Is.True);
        }
    }

    [Test]
    public void Names_that_pairs_of_types_share_are_found_and_take_no_more_room([Values] bool deduplicate)
    {
        const int pairs = 5000;
        BtfBuilder builder = new();
        for (int i = 0; i < 2 * pairs; i++)
        {
            builder.AddRaw(builder.AddString($"shared_{i % pairs}", deduplicate), RawBtf.Info(BtfKind.Fwd), 0);
        }

        using BtfObject btf = builder.ToObject();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Enumerable.Range(0, pairs).All(i => btf.FindTypes($"shared_{i}").ToIds() is [var one, var other] && one == i + 1 && other == one + pairs), Is.True);
            Assert.That(btf.NameIndex!.KeptBytes, Is.LessThanOrEqualTo(8L * 2 * pairs + Overhead));
        }
    }

    [Test]
    public void Names_that_differ_only_behind_what_is_hashed_are_told_apart()
    {
        string start = new('a', 5000);
        BtfBuilder builder = new();
        string[] names = [start, start + "b", start + "c", start + "b", start[..^1]];
        foreach (string name in names)
        {
            builder.AddRaw(builder.AddString(name, deduplicate: false), RawBtf.Info(BtfKind.Fwd), 0);
        }

        using BtfObject btf = builder.ToObject();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(btf.FindTypes(start).ToIds(), Is.EqualTo([1u]));
            Assert.That(btf.FindTypes(start + "b").ToIds(), Is.EqualTo([2u, 4u]));
            Assert.That(btf.FindTypes(start + "c").ToIds(), Is.EqualTo([3u]));
            Assert.That(btf.FindTypes(start[..^1]).ToIds(), Is.EqualTo([5u]));
            Assert.That(btf.FindTypes(start + "d").Count(), Is.Zero);
        }
    }

    [TestCaseSource(nameof(Kernels))]
    public void The_index_of_a_kernel_is_small_and_even(CorpusFile file)
    {
        BtfObject kernel = CorpusObjects.Base(file.Path, swapped: false);

        AssertEven(kernel, NamesOf(kernel));
    }

    [Test]
    public void The_index_of_the_running_kernel_is_small_and_even()
    {
        using BtfObject kernel = BtfObject.Open(Oracles.KernelBtf());

        AssertEven(kernel, NamesOf(kernel));
    }

    [Test]
    public void An_index_of_nothing_answers()
    {
        using BtfObject empty = new BtfBuilder().ToObject();
        BtfBuilder nameless = new();
        nameless.AddPointer(0);
        using BtfObject anonymous = nameless.ToObject();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(empty.FindTypes("a").Count(), Is.Zero);
            Assert.That(anonymous.FindTypes("a").Count(), Is.Zero);
            Assert.That(empty.NameIndex!.KeptBytes, Is.LessThanOrEqualTo(Overhead));
            Assert.That(anonymous.NameIndex!.KeptBytes, Is.LessThanOrEqualTo(Overhead));
        }
    }

    private static void AssertEven(BtfObject btf, List<byte[]> names)
    {
        NameIndexLoad load = new(btf, names);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(load.MostGroups, Is.InRange(1, MostGroups));
            Assert.That(load.WrongCandidates, Is.InRange(0, names.Count / 20));
            Assert.That(btf.NameIndex!.KeptBytes, Is.LessThanOrEqualTo(8 * load.NamedTypes + Overhead));
        }
    }

    private static List<byte[]> NamesOf(BtfObject btf) => [.. new ByteNames(btf).All.Where(name => name.Length != 0)];
}
