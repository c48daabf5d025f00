using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>The rules for matching a distilled base, one by one, and objects that cannot be relocated.</summary>
[TestFixture]
public sealed class RelocationTests
{
    private static readonly (string Name, Action<BtfBuilder> Distilled, Action<BtfBuilder> Onto, BtfErrorCode Result)[] _rules =
    [
        ("an integer", b => b.AddInt("int", 4, BtfIntEncoding.Signed), b => b.AddInt("int", 4, BtfIntEncoding.Signed), BtfErrorCode.None),
        ("an integer of another encoding", b => b.AddInt("int", 4, BtfIntEncoding.Signed), b => b.AddInt("int", 4), BtfErrorCode.NoMatchInBase),
        ("an integer of another size", b => b.AddInt("int", 4, BtfIntEncoding.Signed), b => b.AddInt("int", 8, BtfIntEncoding.Signed), BtfErrorCode.NoMatchInBase),
        ("an integer of another width", b => b.AddInt("int", 4, BtfIntEncoding.Signed), b => b.AddInt("int", 4, BtfIntEncoding.Signed, 31), BtfErrorCode.None),
        ("an integer and two of the name, one of the size", b => b.AddInt("int", 4, BtfIntEncoding.Signed), b => Two(b.AddInt("int", 8, BtfIntEncoding.Signed), b.AddInt("int", 4, BtfIntEncoding.Signed)), BtfErrorCode.None),
        ("an integer and two that match", b => b.AddInt("int", 4, BtfIntEncoding.Signed), b => Two(b.AddInt("int", 4, BtfIntEncoding.Signed), b.AddInt("int", 4, BtfIntEncoding.Signed)), BtfErrorCode.SeveralMatchesInBase),
        ("a floating-point type", b => b.AddFloat("double", 8), b => b.AddFloat("double", 8), BtfErrorCode.None),
        ("a floating-point type of another size", b => b.AddFloat("double", 8), b => b.AddFloat("double", 4), BtfErrorCode.NoMatchInBase),
        ("an enumeration", b => b.AddEnum("e", 4, false), b => b.AddEnum("e", 4, true, ("A", 1)), BtfErrorCode.None),
        ("an enumeration that is one of 64 bits", b => b.AddEnum("e", 8, false), b => b.AddEnum64("e", 8, false, ("A", 1)), BtfErrorCode.None),
        ("an enumeration of another size", b => b.AddEnum("e", 4, false), b => b.AddEnum64("e", 8, false), BtfErrorCode.NoMatchInBase),
        ("a structure that is pointed to", b => b.AddStruct("s", 8), b => b.AddStruct("s", 16), BtfErrorCode.None),
        ("a structure of two sizes", b => b.AddStruct("s", 8), b => Two(b.AddStruct("s", 16), b.AddStruct("s", 8)), BtfErrorCode.None),
        ("a structure of two other sizes", b => b.AddStruct("s", 8), b => Two(b.AddStruct("s", 16), b.AddStruct("s", 24)), BtfErrorCode.NoMatchInBase),
        ("a structure that is there twice", b => b.AddStruct("s", 8), b => Two(b.AddStruct("s", 8), b.AddStruct("s", 8)), BtfErrorCode.SeveralMatchesInBase),
        ("a structure that is another's namesake", b => b.AddStruct("s", 8), b => b.AddTypedef("s", 0), BtfErrorCode.NoMatchInBase),
        ("a structure that is declared too", b => b.AddStruct("s", 8), b => Two(b.AddStruct("s", 8), b.AddForward("s")), BtfErrorCode.SeveralMatchesInBase),
        ("a union", b => b.AddUnion("u", 8), b => b.AddUnion("u", 16), BtfErrorCode.None),
        ("a declaration", b => b.AddForward("s"), b => b.AddForward("s"), BtfErrorCode.None),
        ("a declaration of the other sort", b => b.AddForward("s"), b => b.AddForward("s", isUnion: true), BtfErrorCode.NoMatchInBase),
        ("a declaration that is defined", b => b.AddForward("s"), b => b.AddStruct("s", 8), BtfErrorCode.None),
        ("a declaration that is defined with bit-fields", b => b.AddForward("s"), b => b.AddStruct("s", 8, kindFlag: true), BtfErrorCode.NoMatchInBase),
        ("a declaration that is defined twice", b => b.AddForward("s"), b => Two(b.AddStruct("s", 8), b.AddStruct("s", 16)), BtfErrorCode.NoMatchInBase),
        ("a declared union that is defined", b => b.AddForward("u", isUnion: true), b => b.AddUnion("u", 8, kindFlag: true), BtfErrorCode.None),
        ("a declared union that is a structure", b => b.AddForward("u", isUnion: true), b => b.AddStruct("u", 8), BtfErrorCode.None),
        ("a declared structure that is an integer", b => b.AddForward("s"), b => b.AddRaw(b.AddString("s"), RawBtf.Info(BtfKind.Int), 0, 0), BtfErrorCode.NoMatchInBase),
        ("a name that is not there", b => b.AddStruct("s", 8), b => b.AddStruct("t", 8), BtfErrorCode.NoMatchInBase),
        ("a type without a name", b => b.AddStruct("", 8), b => b.AddStruct("", 8), BtfErrorCode.NotDistilledBase),
        ("a kind that no distilled base has", b => b.AddPointer(0), b => b.AddPointer(0), BtfErrorCode.NotDistilledBase),
        ("an enumeration of 64 bits", b => b.AddEnum64("e", 8, false), b => b.AddEnum64("e", 8, false), BtfErrorCode.NotDistilledBase),
    ];

    private static readonly (string Name, Func<BtfBuilder, uint, uint> Member, bool IsEmbedded)[] _members =
    [
        ("the structure", (b, s) => s, true),
        ("an array", (b, s) => b.AddArray(s, s, 4), true),
        ("a typedef of a qualified one", (b, s) => b.AddTypedef("t", b.AddConst(b.AddVolatile(b.AddRestrict(b.AddTypeTag("tag", s))))), true),
        ("a pointer", (b, s) => b.AddPointer(s), false),
        ("a typedef of a pointer", (b, s) => b.AddTypedef("t", b.AddPointer(s)), false),
        ("a typedef of itself", (b, s) => b.AddTypedef("t", b.NextTypeId), false),
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
        BtfBuilder distilled = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        distill(distilled);
        using BtfObject old = distilled.ToObject();
        BtfBuilder split = new(old);
        split.AddPointer(1);
        BtfBuilder onto = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        onto.AddInt("something else", 1);
        make(onto);
        using BtfObject module = split.ToObject(), kernel = onto.ToObject();

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
        uint inner = distilled.AddStruct("inner", 8);
        using BtfObject old = distilled.ToObject();
        BtfBuilder split = new(old);
        split.AddStruct("outer", 64, ("member", member(split, inner), 0));
        BtfBuilder onto = new();
        onto.AddStruct("inner", 16);
        using BtfObject module = split.ToObject(), kernel = onto.ToObject();

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
        distilled.AddInt("int", 4);
        uint inner = distilled.AddStruct("inner", 8);
        using BtfObject old = distilled.ToObject();
        BtfBuilder split = new(old);
        split.AddStruct("outer", 8, ("member", inner, 0));
        BtfBuilder onto = new();
        onto.AddInt("int", 4);
        onto.AddStruct("inner", 16);
        using BtfObject module = split.ToObject(), kernel = onto.ToObject();

        BtfFormatException failure = Assert.Throws<BtfFormatException>(() => module.RelocateTo(kernel))!;

        Assert.That(
            failure.Message,
            Is.EqualTo($"In the distilled base, Struct 'inner' of 8 bytes has no match in the new base: type [2] there has the name, but is Struct of 16 bytes (byte offset {old[2].ByteOffset}, type [2])."));
    }

    [Test]
    public void The_result_needs_neither_the_object_nor_its_old_base()
    {
        BtfBuilder onto = new();
        onto.AddStruct("padding", 0);
        onto.AddInt("int", 4);
        onto.AddStruct("pair", 8);
        using BtfObject kernel = onto.ToObject();
        BtfObject old = Distilled();
        BtfObject module = SplitOfEveryKind(old);

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
        BtfBuilder onto = new();
        onto.AddStruct("pair", 8);
        using BtfObject kernel = onto.ToObject();
        BtfBuilder second = new(kernel);
        second.AddInt("int", 4);
        using BtfObject between = second.ToObject();
        using BtfObject old = Distilled();
        using BtfObject module = SplitOfEveryKind(old);

        using BtfObject moved = module.RelocateTo(between);

        Assert.That(moved.FindType("own", BtfKind.Struct).AsComposite().Members[0].Type, Is.EqualTo(between.FindType("int", BtfKind.Int)));
        Assert.That(() => ViewWalk.Over(moved), Throws.Nothing);
    }

    [Test]
    public void An_object_without_a_base_the_same_base_and_another_byte_order_are_refused()
    {
        using BtfObject old = Distilled();
        using BtfObject module = SplitOfEveryKind(old);
        using BtfObject swapped = BtfObject.FromMemory(ByteSwapper.Swap(old.RawData));

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
        uint known = distilled.AddInt("int", 4);
        uint value = distilled.AddString("value");
        BtfBuilder onto = new();
        onto.AddInt("int", 4);
        using BtfObject kernel = onto.ToObject();
        using BtfObject old = distilled.ToObject();

        using (Assert.EnterMultipleScope())
        {
            AssertFails(b => b.AddPointer(100), BtfErrorCode.TypeIdOutOfRange, "Type id 100");
            AssertFails(b => b.AddFunctionPrototype(0, ("", 100u)), BtfErrorCode.TypeIdOutOfRange, "Type id 100");
            AssertFails(b => b.AddArray(known, 100, 1), BtfErrorCode.TypeIdOutOfRange, "Type id 100");
            AssertFails(b => b.AddDataSection("data", 4, (100u, 0, 4)), BtfErrorCode.TypeIdOutOfRange, "Type id 100");
            AssertFails(b => b.AddRaw(1000, RawBtf.Info(BtfKind.Fwd), 0), BtfErrorCode.NameOffsetOutOfRange, "String offset 1000");
            AssertFails(b => b.AddRaw(value, RawBtf.Info(BtfKind.Fwd), 0), BtfErrorCode.NameOffsetOutOfRange, "only names of types");
            AssertFails(b => b.AddRaw(value + 1, RawBtf.Info(BtfKind.Fwd), 0), BtfErrorCode.NameOffsetOutOfRange, "only names of types");
        }

        void AssertFails(Action<BtfBuilder> add, BtfErrorCode code, string text)
        {
            BtfBuilder split = new(old);
            split.AddPointer(known);
            add(split);
            using BtfObject module = split.OpenRaw();
            Assert.That(module.TryRelocateTo(kernel, out _, out BtfError error), Is.False);
            Assert.That((error.Code, error.TypeId), Is.EqualTo((code, 3)), error.Message);
            Assert.That(error.Message, Does.Contain(text));
        }
    }

    [Test]
    public void A_kind_that_is_not_known_cannot_be_carried_over()
    {
        BtfBuilder distilled = new();
        distilled.AddInt("int", 4);
        using BtfObject old = BtfObject.FromMemory(distilled.ToArray()), kernel = distilled.ToObject();
        BtfBuilder split = new(old);
        split.AddRaw(0, RawBtf.Info((BtfKind)23), 1);
        RawEnvelope envelope = new() { LayoutEntries = RawLayoutEntry.Only((BtfKind)23, default) };
        using BtfObject module = BtfObject.FromMemory(envelope.Wrap(split), old);

        Assert.That(module.TryRelocateTo(kernel, out _, out BtfError error), Is.False);
        Assert.That((error.Code, error.TypeId), Is.EqualTo((BtfErrorCode.UnexpectedKind, 2)), error.Message);
    }

    [Test]
    public void A_disposed_object_says_so([Values(0, 1, 2)] int which)
    {
        using BtfObject kernel = Distilled();
        using BtfObject old = Distilled();
        using BtfObject module = SplitOfEveryKind(old);
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
            distilled.AddRaw(offset, RawBtf.Info(BtfKind.Fwd), 0);
            onto.AddRaw(offset, RawBtf.Info(BtfKind.Fwd, kindFlag: true), 0);
        }

        using BtfObject kernel = onto.ToObject();
        using BtfObject old = distilled.ToObject();
        using BtfObject module = new BtfBuilder(old).ToObject();
        TimeSpan start = ThreadTime.Now;

        Assert.That(module.TryRelocateTo(kernel, out _, out BtfError error), Is.False);
        Assert.That(error.Code, Is.EqualTo(BtfErrorCode.NoMatchInBase).Or.EqualTo(BtfErrorCode.SeveralMatchesInBase));
        Assert.That(error.Message, Has.Length.LessThan(1000));
        Assert.That(ThreadTime.Now - start, Is.LessThan(TimeSpan.FromSeconds(20)));
    }

    private static BtfObject Distilled()
    {
        BtfBuilder distilled = new();
        distilled.AddInt("int", 4);
        distilled.AddStruct("pair", 8);
        return distilled.ToObject();
    }

    private static BtfObject SplitOfEveryKind(BtfObject distilled)
    {
        BtfBuilder split = new(distilled);
        SampleBtf.AddEveryKind(split);
        split.AddStruct("own", 4, ("pair", 1u, 0));
        return split.OpenRaw();
    }

    private static void Two(uint first, uint second) => _ = first + second;
}
