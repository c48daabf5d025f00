using System.Text.RegularExpressions;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>A name offset in the strings of an object above the type's own is not a name: no search or look-up finds it.</summary>
[TestFixture]
public sealed class ForeignStringTests
{
    private const string Foreign = "foreign";
    private const string Own = "own";

    private static readonly NameLookup[] _lookups = [NameLookup.Index, NameLookup.IndexAtOpen, NameLookup.Scan];

    [Test]
    public void No_look_up_finds_a_name_that_only_a_split_object_has([ValueSource(nameof(_lookups))] NameLookup lookup, [Values] bool bigEndian)
    {
        using BtfObject below = OpenBase(lookup, bigEndian);
        using BtfObject split = OpenSplit(below, lookup);
        for (int turn = 0; turn < 3; turn++)
        {
            // Without an index, a sorted object is searched by binary search from the second time on.
            AssertLookUps(split, Foreign, 0);
            AssertLookUps(split, Own, 1);
        }
    }

    [Test]
    public void No_search_finds_a_name_that_only_a_split_object_has([Values] bool bigEndian)
    {
        using BtfObject below = OpenBase(NameLookup.Index, bigEndian);
        using BtfObject split = OpenSplit(below, NameLookup.Index);

        AssertSearches(split, Foreign, 0);
        AssertSearches(split, Own, 1);
    }

    [Test]
    public void No_look_up_of_a_collection_finds_it()
    {
        BtfObject below = OpenBase(NameLookup.Index, bigEndian: false);
        using BtfCollection all = new(below);
        all.Add("module", OpenSplit(below, NameLookup.Index));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(all.FindTypes(Foreign).Count, Is.Zero);
            Assert.That(all.TryFindType(Foreign, BtfKind.Struct, out _), Is.False);
            Assert.That(all.FindTypes(Own).Count, Is.EqualTo(1));
        }
    }

    [Test]
    public void A_collection_over_a_split_base_finds_what_its_base_inherits()
    {
        BtfBuilder lowest = new();
        lowest.AddInt("int", 4);
        lowest.AddStruct("both", 4, ("lowest", 1u, 0));
        using BtfObject root = lowest.ToObject();
        BtfBuilder middle = new(root);
        middle.AddStruct("both", 8, ("middle", 1u, 0));
        BtfObject baseObject = middle.ToObject();
        BtfBuilder top = new(baseObject);
        top.AddStruct("both", 12, ("top", 1u, 0));
        using BtfCollection all = new(baseObject);
        all.Add("module", top.ToObject());
        List<(string, uint)> found = [];
        foreach ((string name, BtfType type) in all.FindTypes("both"))
        {
            found.Add((name, type.Id));
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(found, Is.EqualTo(new[] { ("vmlinux", 2u), ("vmlinux", 3u), ("module", 4u) }));
            Assert.That(all.FindType("int", BtfKind.Int).Type.Id, Is.EqualTo(1));
            Assert.That(all.FindTypes("both").Count(), Is.EqualTo(all["module"].FindTypes("both").Count()));
        }
    }

    [Test]
    public void The_shared_example_is_answered_alike_by_all()
    {
        using BtfObject below = BtfObject.Open(SharedData.PathOf("hostile/foreign-string-base.btf"));
        using BtfObject split = BtfObject.OpenSplit(SharedData.PathOf("hostile/foreign-string-split.btf"), below);

        AssertLookUps(split, "zz", 0);
        AssertSearches(split, "zz", 0);
        AssertLookUps(split, "a", 1);
        Assert.That(split.SearchTypes(BtfNamePattern.Glob("*")).Count, Is.EqualTo(1));
    }

    private static void AssertLookUps(BtfObject btf, string name, int count)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(btf.FindTypes(name).Count, Is.EqualTo(count));
            Assert.That(btf.FindTypes(System.Text.Encoding.UTF8.GetBytes(name)).Count, Is.EqualTo(count));
            Assert.That(btf.FindTypes(name).Count, Is.EqualTo(count));
            Assert.That(btf.TryFindType(name, BtfKind.Struct, out _) || btf.TryFindType(name, BtfKind.Int, out _), Is.EqualTo(count > 0));
        }
    }

    private static void AssertSearches(BtfObject btf, string name, int count)
    {
        BtfNamePattern[] patterns =
        [
            BtfNamePattern.Exact(name), BtfNamePattern.Prefix(name), BtfNamePattern.Glob(name + "*"), BtfNamePattern.Glob("?" + name[1..]),
            BtfNamePattern.Regex(new Regex($"^{name}$")), BtfNamePattern.Regex(new Regex($"^[{name}]+$")),
        ];
        using (Assert.EnterMultipleScope())
        {
            foreach (BtfNamePattern pattern in patterns)
            {
                Assert.That(btf.SearchTypes(pattern).Count, Is.EqualTo(count), $"types: {pattern}");
                Assert.That(btf.SearchMembers(pattern).Count, Is.EqualTo(btf.TypeCount > 1 ? count : 0), $"members: {pattern}");
                Assert.That(btf.SearchEnumValues(pattern).Count, Is.EqualTo(btf.TypeCount > 1 ? count : 0), $"values: {pattern}");
            }
        }
    }

    /// <summary>A base whose types, members and values have names in the strings of an object split from it.</summary>
    private static BtfObject OpenBase(NameLookup lookup, bool bigEndian)
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        uint foreign = builder.NextStringOffset() + 1;
        builder.AddRaw(foreign, RawBtf.Info(BtfKind.Struct, 1), 4, foreign, 1, 0);
        builder.AddRaw(foreign, RawBtf.Info(BtfKind.Enum, 1), 4, foreign, 7);
        return builder.Open(lookup);
    }

    private static BtfObject OpenSplit(BtfObject below, NameLookup lookup)
    {
        BtfBuilder split = new(below);
        split.AddName("x"u8);
        split.AddString(Foreign);
        split.AddStruct(Own, 4, (Own, 1u, 0));
        split.AddEnum("Z", 4, false, (Own, 1));
        return split.Open(lookup, below);
    }
}
