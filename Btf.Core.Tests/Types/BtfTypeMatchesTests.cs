using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture(false)]
[TestFixture(true)]
public sealed class BtfTypeMatchesTests(bool bigEndian)
{
    [Test]
    public void They_can_be_counted_walked_twice_and_stored()
    {
        BtfBuilder builder = new(bigEndian);
        uint first = builder.Struct("twice", 0);
        uint second = builder.Fwd("twice");
        using BtfObject btf = builder.Open();

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
        BtfBuilder builder = new(bigEndian);
        builder.Struct("name", 0);
        uint firstFwd = builder.Fwd("name");
        builder.Fwd("name");
        using BtfObject btf = builder.Open();
        BtfTypeMatches matches = btf.FindTypes("name");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(matches.TryGetFirst(BtfKind.Fwd, out BtfType type), Is.True);
            Assert.That(type.Id, Is.EqualTo(firstFwd));
            Assert.That(matches.TryGetFirst(BtfKind.Union, out _), Is.False);
        }
    }

    [Test]
    public void The_default_value_is_empty()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(default(BtfTypeMatches).Count, Is.Zero);
            Assert.That(default(BtfTypeMatches).TryGetFirst(BtfKind.Int, out _), Is.False);
            Assert.That(default(BtfTypeIdMatches).Count, Is.Zero);
        }
    }
}
