using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture(false)]
[TestFixture(true)]
public sealed class BtfTypeMatchesTests(bool bigEndian)
{
    [Test]
    public void They_can_be_counted_walked_twice_and_stored()
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        uint first = builder.AddStruct("twice", 0);
        uint second = builder.AddForward("twice");
        using BtfObject btf = builder.ToObject();

        BtfTypeMatches[] stored = [btf.FindTypes("twice")];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(stored[0].Count, Is.EqualTo(2));
            Assert.That(stored[0].Count, Is.EqualTo(2));
            Assert.That(stored[0].ToIds(), Is.EqualTo([first, second]));
        }
    }

    [Test]
    public void The_first_of_a_kind_has_the_lowest_id()
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        builder.AddStruct("name", 0);
        uint firstFwd = builder.AddForward("name");
        builder.AddForward("name");
        using BtfObject btf = builder.ToObject();
        BtfTypeMatches matches = btf.FindTypes("name");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(matches.TryGetFirst(BtfKind.Fwd, out BtfType type), Is.True);
            Assert.That(type.Id, Is.EqualTo(firstFwd));
            Assert.That(matches.TryGetFirst(BtfKind.Union, out _), Is.False);
        }
    }

    [Test]
    public void Those_of_some_kinds_are_chosen()
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        uint structure = builder.AddStruct("name", 0);
        uint forward = builder.AddForward("name");
        uint union = builder.AddUnion("name", 0);
        builder.AddStruct("other", 0);
        uint anonymous = builder.AddUnion("", 0);
        using BtfObject btf = builder.ToObject();
        BtfTypeMatches matches = btf.FindTypes("name");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(matches.OfKinds(BtfKinds.Composite).ToIds(), Is.EqualTo([structure, union]));
            Assert.That(matches.OfKinds(BtfKinds.Composite).Count(), Is.EqualTo(2));
            Assert.That(matches.OfKinds(BtfKinds.All).ToIds(), Is.EqualTo([structure, forward, union]));
            Assert.That(matches.OfKinds(BtfKinds.None).Count(), Is.Zero);
            Assert.That(matches.OfKinds(BtfKinds.Composite).OfKinds(BtfKinds.Union | BtfKinds.Fwd).ToIds(), Is.EqualTo([union]));
            Assert.That(matches.OfKinds(BtfKinds.Struct).TryGetFirst(BtfKind.Fwd, out _), Is.False);
            Assert.That(btf.FindTypes("").OfKinds(BtfKinds.Union).ToIds(), Is.EqualTo([anonymous]));
            Assert.That(btf.FindTypes("name").OfKinds(BtfKinds.Fwd).ToIds(), Is.EqualTo([forward]));
            Assert.That(btf.FindTypes("name").OfKinds(BtfKinds.Fwd | BtfKinds.Int).Count(), Is.EqualTo(1));
            Assert.That(default(BtfTypeMatches).OfKinds(BtfKinds.All).Count(), Is.Zero);
        }
    }

    [Test]
    public void The_default_value_is_empty()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(default(BtfTypeMatches).Count(), Is.Zero);
            Assert.That(default(BtfTypeMatches).TryGetFirst(BtfKind.Int, out _), Is.False);
        }
    }
}
