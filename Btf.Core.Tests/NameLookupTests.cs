using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>All ways to find names give the same results.</summary>
[TestFixture(false)]
[TestFixture(true)]
public sealed class NameLookupTests(bool bigEndian)
{
    private const int ManyTypes = 20_000;

    // Far less than an index, and more than what the runtime itself allocates in a thread now and then.
    private const int Little = 16_384;
    private static readonly NameLookup[] _ways = Enum.GetValues<NameLookup>();

    private static IEnumerable<string> Orders => NameOrders.All.Keys;

    [TestCaseSource(nameof(Orders))]
    public void The_first_look_up_and_every_later_one_give_what_a_walk_does(string order)
    {
        byte[] data = Build(order).ToArray();
        using BtfObject reference = BtfObject.FromMemory(data);
        ByteNames names = new(reference);
        using (Assert.EnterMultipleScope())
        {
            foreach (NameLookup way in _ways)
            {
                BtfOpenOptions options = new() { NameLookup = way };
                foreach (byte[] name in names.AllAndNear)
                {
                    using BtfObject fresh = BtfObject.FromMemory(data, null, options);
                    Assert.That(names.WrongIn(fresh, [name]), Is.Empty, $"{way}, first");
                }

                using BtfObject btf = BtfObject.FromMemory(data, null, options);
                Assert.That(names.WrongIn(btf, names.AllAndNear), Is.Empty, $"{way}, later");
            }
        }
    }

    [TestCaseSource(nameof(Orders))]
    public void Order_is_asked_for_at_the_second_look_up_and_told_right(string order)
    {
        using BtfObject btf = Build(order).Open(NameLookup.Scan);
        bool first = btf.IsKnownToBeSorted;
        bool second = btf.IsKnownToBeSorted;
        bool third = btf.IsKnownToBeSorted;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(first, Is.False);
            Assert.That(second, Is.EqualTo(NameOrders.All[order].Sorted));
            Assert.That(third, Is.EqualTo(second));
        }
    }

    [Test]
    public void Objects_of_one_chain_may_find_names_in_different_ways()
    {
        BtfBuilder root = Build("anonymous first");
        using BtfObject rootObject = root.Open(NameLookup.Scan);
        BtfBuilder middle = new(rootObject);
        NameOrders.All["shuffled with equal names at several offsets"].Fill(middle);
        using BtfObject middleObject = middle.Open(NameLookup.Scan, rootObject);
        BtfBuilder top = new(middleObject);
        NameOrders.All["sorted, all at the ends of longer strings"].Fill(top);
        using (Assert.EnterMultipleScope())
        {
            foreach (NameLookup rootWay in _ways)
            {
                foreach (NameLookup middleWay in _ways)
                {
                    foreach (NameLookup topWay in _ways)
                    {
                        using BtfObject first = root.Open(rootWay);
                        using BtfObject second = middle.Open(middleWay, first);
                        using BtfObject third = top.Open(topWay, second);
                        ByteNames names = new(third);
                        Assert.That(names.WrongIn(third, names.AllAndNear), Is.Empty, $"{rootWay}, {middleWay}, {topWay}");
                    }
                }
            }
        }
    }

    [Test]
    public void A_name_that_only_the_split_has_is_found_over_a_sorted_base()
    {
        BtfBuilder root = Build("sorted");
        using BtfObject baseObject = root.Open(NameLookup.Scan);
        BtfBuilder split = new(baseObject);
        uint own = split.AddStruct("nowhere_else", 0);
        uint again = split.AddRaw(1, RawBtf.Info(BtfKind.Fwd), 0);
        using BtfObject btf = split.Open(NameLookup.Scan, baseObject);

        for (int round = 0; round < 3; round++)
        {
            Assert.That(btf.FindTypes("nowhere_else").ToIds(), Is.EqualTo([own]));
            Assert.That(btf.FindTypes(baseObject[1].Name.Utf8).ToIds(), Is.EqualTo(new[] { 1u, again }));
        }
    }

    [TestCase(3)]
    [TestCase(20_000)]
    public void No_name_reaches_over_the_end_of_a_string(int length)
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        string first = new('a', length);
        builder.AddStruct(first, 0);
        builder.AddStruct("b", 0);
        byte[] data = builder.ToArray();
        foreach (NameLookup way in _ways)
        {
            using BtfObject btf = BtfObject.FromMemory(data, null, new BtfOpenOptions { NameLookup = way });
            for (int round = 0; round < 3; round++)
            {
                Assert.That(btf.FindTypes(first + "\0b").ToIds(), Is.Empty, $"{way}, look-up {round}");
                Assert.That(btf.FindTypes(first).ToIds(), Is.EqualTo([1u]), $"{way}, look-up {round}");
            }
        }
    }

    [Test]
    public void Without_an_index_there_is_none()
    {
        using BtfObject btf = Build("sorted").Open(NameLookup.Scan);
        _ = btf.FindTypes("a").Count() + btf.FindTypes("b").Count();

        Assert.That(btf.NameIndex, Is.Null);
    }

    [Test]
    [NonParallelizable]
    public void The_first_look_up_builds_the_index_unless_opening_did()
    {
        NativeMemoryUse.Require();
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        for (int i = 0; i < ManyTypes; i++)
        {
            builder.AddForward($"name_{i}");
        }

        byte[] data = builder.ToArray();
        FirstLookUp(data, NameLookup.Index);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(FirstLookUp(data, NameLookup.Index), Is.InRange(7 * ManyTypes, (12 * ManyTypes) + Little));
            Assert.That(FirstLookUp(data, NameLookup.IndexAtOpen), Is.LessThan(Little));
            Assert.That(FirstLookUp(data, NameLookup.Scan), Is.LessThan(Little));
        }
    }

    [Test]
    public void Threads_that_race_to_check_the_order_get_the_right_answers([Values("sorted with equal offsets", "shuffled")] string order)
    {
        byte[] data = Build(order).ToArray();
        using BtfObject reference = BtfObject.FromMemory(data);
        ByteNames names = new(reference);
        byte[][] asked = [.. names.AllAndNear];
        for (int round = 0; round < 50; round++)
        {
            using BtfObject btf = BtfObject.FromMemory(data, null, new BtfOpenOptions { NameLookup = NameLookup.Scan });
            int wrong = 0;
            Parallel.For(0, 8, thread => Interlocked.Add(ref wrong, names.WrongIn(btf, asked.Skip(thread * 7).Take(10)).Count));

            Assert.That(wrong, Is.Zero);
            Assert.That(btf.IsKnownToBeSorted, Is.EqualTo(NameOrders.All[order].Sorted));
        }
    }

    /// <summary>Returns how much a first look-up allocates on the managed heap and outside it. An index takes 8 bytes per name, and 4 more while it is built.</summary>
    private static long FirstLookUp(byte[] data, NameLookup way)
    {
        using BtfObject btf = BtfObject.FromMemory(data, null, new BtfOpenOptions { NameLookup = way });
        NativeMemoryUse.Start();
        long before = GC.GetAllocatedBytesForCurrentThread();
        int count = btf.FindTypes("name_77"u8).Count();
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before + NativeMemoryUse.Most;
        Assert.That(count, Is.EqualTo(1));
        return allocated;
    }

    private BtfBuilder Build(string order)
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        NameOrders.All[order].Fill(builder);
        return builder;
    }
}
