using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class FindMemberTests
{
    private readonly BtfBuilder _builder = new();

    [Test]
    public void Anonymous_members_are_looked_through()
    {
        using BtfObject btf = PathSample.Open();
        BtfComposite outer = btf.FindType("outer", BtfKind.Struct).AsComposite();

        BtfMemberLocation deepest = outer.FindMember("deepest");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(deepest.BitOffset, Is.EqualTo(416));
            Assert.That(deepest.ByteOffset, Is.EqualTo(52));
            Assert.That(deepest.Depth, Is.EqualTo(2));
            Assert.That(deepest.Member.DeclaringType.Kind, Is.EqualTo(BtfKind.Union));
            Assert.That(deepest.Member.Type.Name.ToString(), Is.EqualTo("int"));
            Assert.That(deepest.BitfieldSize, Is.Zero);
            Assert.That(outer.FindMember("id"u8).Depth, Is.Zero);
            Assert.That(outer.FindMember("right".AsSpan()).BitOffset, Is.EqualTo(384));
        }
    }

    [Test]
    public void What_is_not_there_is_not_found()
    {
        using BtfObject btf = PathSample.Open();
        BtfComposite outer = btf.FindType("outer", BtfKind.Struct).AsComposite();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(outer.TryFindMember("key", out _), Is.False, "that is one of a named member");
            Assert.That(outer.TryFindMember("", out _), Is.False);
            Assert.That(outer.TryFindMember("\uD800", out _), Is.False);
            Assert.That(() => outer.FindMember("key"), Throws.TypeOf<KeyNotFoundException>().With.Message.EqualTo("struct outer has no member named 'key'."));
            Assert.That(() => outer.FindMember((string)null!), Throws.ArgumentNullException);
        }
    }

    // Up to 7 bytes are compared at once with the zero byte after them, up to 31 at once, and what lies near the end of the strings one by one.
    [Test]
    public void Names_of_every_length_are_told_apart([Range(1, 40)] int length, [Values] bool bigEndian)
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        uint number = builder.AddInt("int", 4);
        string name = new('n', length);
        uint outer = builder.AddStruct("outer", 20, (name + "x", number, 0), ("x" + name[1..] + "y", number, 32), (name, number, 64), (name[1..] + "z", number, 96));
        using BtfObject btf = builder.ToObject();
        BtfComposite composite = btf[outer].AsComposite();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(composite.FindMember(name).BitOffset, Is.EqualTo(64));
            Assert.That(composite.FindMember(name + "x").BitOffset, Is.Zero);
            Assert.That(composite.FindMember(name[1..] + "z").BitOffset, Is.EqualTo(96));
            Assert.That(composite.TryFindMember(name + "n", out _), Is.False);
            Assert.That(composite.TryFindMember(name + "\0", out _), Is.False);
            Assert.That(btf[outer].ResolvePath(name).BitOffset, Is.EqualTo(64));
            Assert.That(btf[outer].TryResolvePath(name + "\0", out _, out _), Is.False);
        }
    }

    [Test]
    public void Two_strings_in_a_row_are_not_one_name()
    {
        uint number = _builder.AddInt("int", 4);
        uint outer = _builder.AddStruct("outer", 8, ("a", number, 0), ("b", number, 32));
        _builder.AddString(new string('s', 100));
        using BtfObject btf = Open();

        Assert.That(btf.RawData.IndexOf("a\0b\0"u8), Is.GreaterThan(0));
        Assert.That(btf[outer].AsComposite().TryFindMember("a\0b", out _), Is.False);
    }

    [Test]
    public void The_least_deep_member_of_a_name_is_found_and_of_those_the_first()
    {
        uint number = _builder.AddInt("int", 4);
        uint deep = _builder.AddStruct("", 8, ("", _builder.AddStruct("", 8, ("x", number, 32)), 0));
        uint first = _builder.AddStruct("", 4, ("x", number, 0));
        uint second = _builder.AddStruct("", 4, ("x", number, 0));
        uint outer = _builder.AddStruct("outer", 32, ("", deep, 0), ("", first, 64), ("", second, 128));
        using BtfObject btf = Open();

        Assert.That(btf[outer].AsComposite().FindMember("x").BitOffset, Is.EqualTo(64));
    }

    [Test]
    public void A_composite_with_a_name_is_looked_through_where_the_member_has_none()
    {
        uint number = _builder.AddInt("int", 4);
        uint tagged = _builder.AddStruct("tagged", 4, ("x", number, 0));
        uint outer = _builder.AddStruct("outer", 8, ("y", number, 0), ("", tagged, 32));
        using BtfObject btf = Open();

        Assert.That(btf[outer].AsComposite().FindMember("x").BitOffset, Is.EqualTo(32));
    }

    [TestCase(32, true)]
    [TestCase(33, false)]
    public void Anonymous_members_are_looked_through_to_a_depth_of_32(int depth, bool found)
    {
        uint type = _builder.AddStruct("", 4, ("x", _builder.AddInt("int", 4), 0));
        for (int i = 1; i < depth; i++)
        {
            type = _builder.AddStruct("", 4, ("", type, 0));
        }

        uint outer = _builder.AddStruct("outer", 4, ("", type, 0));
        using BtfObject btf = Open();

        Assert.That(btf[outer].AsComposite().TryFindMember("x", out _), Is.EqualTo(found));
    }

    [Test]
    public void Loops_of_anonymous_members_end()
    {
        const uint count = 1000;
        for (uint i = 0; i < count; i++)
        {
            uint next = (i + 1) % count + 1;
            _builder.AddStruct("loop", 8, ("", next, 0), ("", next, 32), ("", 1u, 0), ("", i + 1, 0));
        }

        using BtfObject btf = Open();
        TimeSpan start = ThreadTime.Now;

        Assert.That(btf[1].AsComposite().TryFindMember("x", out _), Is.False);
        Assert.That(ThreadTime.Now - start, Is.LessThan(TimeSpan.FromSeconds(2)));
    }

    [Test]
    public void Members_that_cannot_be_read_are_passed_over()
    {
        uint number = _builder.AddInt("int", 4);
        uint name = _builder.AddString("x");
        uint outer = _builder.AddRaw(0, RawBtf.Info(BtfKind.Struct, 4), 8, 0, 999, 0, 0xFFFF_FFF0, number, 0, 0, number, 0, name, number, 32);
        using BtfObject btf = Open();

        Assert.That(btf[outer].AsComposite().FindMember("x").BitOffset, Is.EqualTo(32));
    }

    private BtfObject Open() => _builder.OpenRaw();
}
