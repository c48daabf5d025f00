using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>The rules for matching a distilled base, one by one, and objects that cannot be relocated.</summary>
[TestFixture]
public sealed class RelocationTests
{
    private static readonly (string Name, Action<BtfBuilder> Distilled, Action<BtfBuilder> Onto, BtfErrorCode Result)[] _rules =
    [
        ("an integer", b => b.Int("int", 4, 32, 1), b => b.Int("int", 4, 32, 1), BtfErrorCode.None),
        ("an integer of another encoding", b => b.Int("int", 4, 32, 1), b => b.Int("int", 4, 32, 0), BtfErrorCode.NoMatchInBase),
        ("an integer of another size", b => b.Int("int", 4, 32, 1), b => b.Int("int", 8, 64, 1), BtfErrorCode.NoMatchInBase),
        ("an integer of another width", b => b.Int("int", 4, 32, 1), b => b.Int("int", 4, 31, 1), BtfErrorCode.None),
        ("an integer and two of the name, one of the size", b => b.Int("int", 4, 32, 1), b => Two(b.Int("int", 8, 64, 1), b.Int("int", 4, 32, 1)), BtfErrorCode.None),
        ("an integer and two that match", b => b.Int("int", 4, 32, 1), b => Two(b.Int("int", 4, 32, 1), b.Int("int", 4, 32, 1)), BtfErrorCode.SeveralMatchesInBase),
        ("a floating-point type", b => b.Float("double", 8), b => b.Float("double", 8), BtfErrorCode.None),
        ("a floating-point type of another size", b => b.Float("double", 8), b => b.Float("double", 4), BtfErrorCode.NoMatchInBase),
        ("an enumeration", b => b.Enum("e", 4, false), b => b.Enum("e", 4, true, ("A", 1)), BtfErrorCode.None),
        ("an enumeration that is one of 64 bits", b => b.Enum("e", 8, false), b => b.Enum64("e", 8, false, ("A", 1)), BtfErrorCode.None),
        ("an enumeration of another size", b => b.Enum("e", 4, false), b => b.Enum64("e", 8, false), BtfErrorCode.NoMatchInBase),
        ("a structure that is pointed to", b => b.Struct("s", 8), b => b.Struct("s", 16), BtfErrorCode.None),
        ("a structure of two sizes", b => b.Struct("s", 8), b => Two(b.Struct("s", 16), b.Struct("s", 8)), BtfErrorCode.None),
        ("a structure of two other sizes", b => b.Struct("s", 8), b => Two(b.Struct("s", 16), b.Struct("s", 24)), BtfErrorCode.NoMatchInBase),
        ("a structure that is there twice", b => b.Struct("s", 8), b => Two(b.Struct("s", 8), b.Struct("s", 8)), BtfErrorCode.SeveralMatchesInBase),
        ("a structure that is another's namesake", b => b.Struct("s", 8), b => b.Typedef("s", 0), BtfErrorCode.NoMatchInBase),
        ("a structure that is declared too", b => b.Struct("s", 8), b => Two(b.Struct("s", 8), b.Fwd("s")), BtfErrorCode.SeveralMatchesInBase),
        ("a union", b => b.Union("u", 8), b => b.Union("u", 16), BtfErrorCode.None),
        ("a declaration", b => b.Fwd("s"), b => b.Fwd("s"), BtfErrorCode.None),
        ("a declaration of the other sort", b => b.Fwd("s"), b => b.Fwd("s", union: true), BtfErrorCode.NoMatchInBase),
        ("a declaration that is defined", b => b.Fwd("s"), b => b.Struct("s", 8), BtfErrorCode.None),
        ("a declaration that is defined with bit-fields", b => b.Fwd("s"), b => b.BitfieldStruct("s", 8), BtfErrorCode.NoMatchInBase),
        ("a declaration that is defined twice", b => b.Fwd("s"), b => Two(b.Struct("s", 8), b.Struct("s", 16)), BtfErrorCode.NoMatchInBase),
        ("a declared union that is defined", b => b.Fwd("u", union: true), b => b.BitfieldUnion("u", 8), BtfErrorCode.None),
        ("a declared union that is a structure", b => b.Fwd("u", union: true), b => b.Struct("u", 8), BtfErrorCode.None),
        ("a declared structure that is an integer", b => b.Fwd("s"), b => b.Int("s", 0, 0), BtfErrorCode.NoMatchInBase),
        ("a name that is not there", b => b.Struct("s", 8), b => b.Struct("t", 8), BtfErrorCode.NoMatchInBase),
        ("a type without a name", b => b.Struct("", 8), b => b.Struct("", 8), BtfErrorCode.NotDistilledBase),
        ("a kind that no distilled base has", b => b.Ptr(0), b => b.Ptr(0), BtfErrorCode.NotDistilledBase),
        ("an enumeration of 64 bits", b => b.Enum64("e", 8, false), b => b.Enum64("e", 8, false), BtfErrorCode.NotDistilledBase),
    ];

    private static readonly (string Name, Func<BtfBuilder, uint, uint> Member, bool IsEmbedded)[] _members =
    [
        ("the structure", (b, s) => s, true),
        ("an array", (b, s) => b.Array(s, s, 4), true),
        ("a typedef of a qualified one", (b, s) => b.Typedef("t", b.Const(b.Volatile(b.Restrict(b.TypeTag("tag", s))))), true),
        ("a pointer", (b, s) => b.Ptr(s), false),
        ("a typedef of a pointer", (b, s) => b.Typedef("t", b.Ptr(s)), false),
        ("a typedef of itself", (b, s) => b.Typedef("t", b.NextTypeId), false),
    ];

    private static IEnumerable<TestCaseData> Rules =>
        from rule in _rules
        from bigEndian in (bool[])[false, true]
        select new TestCaseData(rule.Distilled, rule.Onto, rule.Result, bigEndian).SetArgDisplayNames(rule.Name, bigEndian ? "big-endian" : "little-endian");

    private static IEnumerable<TestCaseData> Members =>
        _members.Select(member => new TestCaseData(member.Member, member.IsEmbedded).SetArgDisplayNames(member.Name));

    [TestCaseSource(nameof(Rules))]
    public void A_type_of_the_base_finds_its_match_by_name_kind_and_size(
        Action<BtfBuilder> distill, Action<BtfBuilder> make, BtfErrorCode result, bool bigEndian)
    {
        BtfBuilder distilled = new(bigEndian);
        distill(distilled);
        BtfBuilder split = distilled.Split();
        split.Ptr(1);
        BtfBuilder onto = new(bigEndian);
        onto.Int("something else", 1, 8);
        make(onto);
        using BtfObject old = Open(distilled), module = Open(split, old), kernel = Open(onto);

        bool relocated = module.TryRelocateTo(kernel, out BtfObject? moved, out BtfError error);

        using (moved)
        {
            Assert.That((relocated, error.Code), Is.EqualTo((result == BtfErrorCode.None, result)));
            Assert.That(error.TypeId, Is.EqualTo(relocated ? 0 : 1));
            if (relocated)
            {
                Assert.That(moved![kernel.NextTypeId].Target.Object, Is.SameAs(kernel));
                Assert.That(moved[kernel.NextTypeId].Target.Name.Utf8.SequenceEqual(old[1].Name.Utf8), Is.True);
            }
        }
    }

    [TestCaseSource(nameof(Members))]
    public void A_structure_of_another_size_has_no_match_where_it_is_embedded(Func<BtfBuilder, uint, uint> member, bool isEmbedded)
    {
        BtfBuilder distilled = new();
        uint inner = distilled.Struct("inner", 8);
        BtfBuilder split = distilled.Split();
        split.Struct("outer", 64, ("member", member(split, inner), 0));
        BtfBuilder onto = new();
        onto.Struct("inner", 16);
        using BtfObject old = Open(distilled), module = Open(split, old), kernel = Open(onto);

        bool relocated = module.TryRelocateTo(kernel, out BtfObject? moved, out BtfError error);

        using (moved)
        {
            Assert.That((relocated, error.Code), Is.EqualTo((!isEmbedded, isEmbedded ? BtfErrorCode.NoMatchInBase : BtfErrorCode.None)));
        }
    }

    [Test]
    public void The_error_names_the_type_and_what_the_new_base_has_instead()
    {
        BtfBuilder distilled = new();
        distilled.Int("int", 4, 32);
        uint inner = distilled.Struct("inner", 8);
        BtfBuilder split = distilled.Split();
        split.Struct("outer", 8, ("member", inner, 0));
        BtfBuilder onto = new();
        onto.Int("int", 4, 32);
        onto.Struct("inner", 16);
        using BtfObject old = Open(distilled), module = Open(split, old), kernel = Open(onto);

        BtfFormatException failure = Assert.Throws<BtfFormatException>(() => module.RelocateTo(kernel))!;

        Assert.That(
            failure.Message,
            Is.EqualTo($"In the distilled base, Struct 'inner' of 8 bytes has no match in the new base: type [2] there has the name, but is Struct of 16 bytes (byte offset {old[2].ByteOffset}, type [2])."));
    }

    [Test]
    public void The_result_needs_neither_the_object_nor_its_old_base()
    {
        BtfBuilder distilled = new();
        BtfBuilder split = SplitOfEveryKind(distilled);
        BtfBuilder onto = new();
        onto.Struct("padding", 0);
        onto.Int("int", 4, 32);
        onto.Struct("pair", 8);
        using BtfObject kernel = Open(onto);
        BtfObject old = Open(distilled);
        BtfObject module = Open(split, old);

        using BtfObject moved = module.RelocateTo(kernel);
        module.Dispose();
        old.Dispose();

        Assert.That(moved.Base, Is.SameAs(kernel));
        Assert.That(() => ViewWalk.Over(moved), Throws.Nothing);
        Assert.That(moved.TryFindType("own", BtfKind.Struct, out BtfType own), Is.True);
        Assert.That(own.AsComposite().Members[0].Type, Is.EqualTo(kernel.FindType("int", BtfKind.Int)));
        Assert.That(own.AsComposite().Members[0].Name == "pair", Is.True);
    }

    [Test]
    public void The_new_base_may_itself_be_split()
    {
        BtfBuilder distilled = new();
        BtfBuilder split = SplitOfEveryKind(distilled);
        BtfBuilder onto = new();
        onto.Struct("pair", 8);
        BtfBuilder second = onto.Split();
        second.Int("int", 4, 32);
        using BtfObject kernel = Open(onto);
        using BtfObject between = Open(second, kernel);
        using BtfObject old = Open(distilled);
        using BtfObject module = Open(split, old);

        using BtfObject moved = module.RelocateTo(between);

        Assert.That(moved.FindType("own", BtfKind.Struct).AsComposite().Members[0].Type, Is.EqualTo(between.FindType("int", BtfKind.Int)));
        Assert.That(() => ViewWalk.Over(moved), Throws.Nothing);
    }

    [Test]
    public void An_object_without_a_base_the_same_base_and_another_byte_order_are_refused()
    {
        BtfBuilder distilled = new();
        BtfBuilder split = SplitOfEveryKind(distilled);
        using BtfObject old = Open(distilled);
        using BtfObject module = Open(split, old);
        using BtfObject swapped = BtfObject.FromMemory(ByteSwapper.Swap(distilled.Build()));

        using (Assert.EnterMultipleScope())
        {
            foreach ((BtfObject from, BtfObject onto, string text) in new[] { (old, module, "stands alone"), (module, old, "has already"), (module, swapped, "BigEndian") })
            {
                Assert.That(from.TryRelocateTo(onto, out _, out BtfError error), Is.False);
                Assert.That(error.Code, Is.EqualTo(BtfErrorCode.BaseMismatch));
                Assert.That(error.Message, Does.Contain(text));
            }
        }
    }

    [Test]
    public void What_does_not_exist_or_cannot_be_carried_over_is_an_error_that_names_the_type()
    {
        BtfBuilder distilled = new();
        uint known = distilled.Int("int", 4, 32);
        uint value = distilled.AddString("value");
        BtfBuilder onto = new();
        onto.Int("int", 4, 32);
        using BtfObject kernel = Open(onto);
        using BtfObject old = Open(distilled);

        using (Assert.EnterMultipleScope())
        {
            AssertFails(b => b.Ptr(100), BtfErrorCode.TypeIdOutOfRange, "Type id 100");
            AssertFails(b => b.FuncProto(0, ("", 100)), BtfErrorCode.TypeIdOutOfRange, "Type id 100");
            AssertFails(b => b.Array(known, 100, 1), BtfErrorCode.TypeIdOutOfRange, "Type id 100");
            AssertFails(b => b.DataSec("data", 4, (100, 0, 4)), BtfErrorCode.TypeIdOutOfRange, "Type id 100");
            AssertFails(b => b.Raw(1000, BtfBuilder.Info(7), 0), BtfErrorCode.NameOffsetOutOfRange, "String offset 1000");
            AssertFails(b => b.Raw(value, BtfBuilder.Info(7), 0), BtfErrorCode.NameOffsetOutOfRange, "only names of types");
            AssertFails(b => b.Raw(value + 1, BtfBuilder.Info(7), 0), BtfErrorCode.NameOffsetOutOfRange, "only names of types");
        }

        void AssertFails(Action<BtfBuilder> add, BtfErrorCode code, string text)
        {
            BtfBuilder split = distilled.Split();
            split.Ptr(known);
            add(split);
            using BtfObject module = Open(split, old);
            Assert.That(module.TryRelocateTo(kernel, out _, out BtfError error), Is.False);
            Assert.That((error.Code, error.TypeId), Is.EqualTo((code, 3)), error.Message);
            Assert.That(error.Message, Does.Contain(text));
        }
    }

    [Test]
    public void A_kind_that_is_not_known_cannot_be_carried_over()
    {
        BtfBuilder distilled = new();
        distilled.Int("int", 4, 32);
        BtfBuilder split = distilled.Split();
        for (int kind = 0; kind <= 23; kind++)
        {
            split.Envelope.LayoutEntries.Add(new BuilderLayoutEntry(0, 0));
        }

        split.Raw(0, BtfBuilder.Info(23), 1);
        BtfBuilder onto = new();
        onto.Int("int", 4, 32);
        using BtfObject old = Open(distilled), module = Open(split, old), kernel = Open(onto);

        Assert.That(module.TryRelocateTo(kernel, out _, out BtfError error), Is.False);
        Assert.That((error.Code, error.TypeId), Is.EqualTo((BtfErrorCode.UnexpectedKind, 2)), error.Message);
    }

    [Test]
    public void A_disposed_object_says_so([Values(0, 1, 2)] int which)
    {
        BtfBuilder distilled = new();
        BtfBuilder split = SplitOfEveryKind(distilled);
        using BtfObject kernel = Open(distilled);
        using BtfObject old = Open(distilled);
        using BtfObject module = Open(split, old);
        ((BtfObject[])[kernel, old, module])[which].Dispose();

        Assert.That(() => module.TryRelocateTo(kernel, out _, out _), Throws.TypeOf<ObjectDisposedException>());
    }

    [Test]
    public void Names_that_are_all_alike_do_not_take_more_than_their_share_of_time([Values] bool isLong)
    {
        const int count = 60_000;
        string name = isLong ? new string('x', 1 << 20) : "x";
        BtfBuilder distilled = new();
        BtfBuilder onto = new();
        uint offset = distilled.AddString(name);
        Assert.That(onto.AddString(name), Is.EqualTo(offset));
        for (int i = 0; i < count; i++)
        {
            distilled.Raw(offset, BtfBuilder.Info(7), 0);
            onto.Raw(offset, BtfBuilder.Info(7, kindFlag: true), 0);
        }

        using BtfObject kernel = Open(onto);
        using BtfObject old = Open(distilled);
        using BtfObject module = BtfObject.FromMemory(distilled.Split().Build(), old);
        TimeSpan start = ThreadTime.Now;

        Assert.That(module.TryRelocateTo(kernel, out _, out BtfError error), Is.False);
        Assert.That(error.Code, Is.EqualTo(BtfErrorCode.NoMatchInBase).Or.EqualTo(BtfErrorCode.SeveralMatchesInBase));
        Assert.That(error.Message, Has.Length.LessThan(1000));
        Assert.That(ThreadTime.Now - start, Is.LessThan(TimeSpan.FromSeconds(20)));
    }

    private static BtfBuilder SplitOfEveryKind(BtfBuilder distilled)
    {
        uint integer = distilled.Int("int", 4, 32);
        distilled.Struct("pair", 8);
        BtfBuilder split = distilled.Split();
        SampleBtf.AddEveryKind(split);
        split.Struct("own", 4, ("pair", integer, 0));
        return split;
    }

    private static BtfObject Open(BtfBuilder builder, BtfObject? baseObject = null) => BtfObject.FromMemory(builder.Build(), baseObject);

    private static void Two(uint first, uint second) => _ = first + second;
}
