using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture]
public sealed class BtfKindsTests
{
    private const int KindCount = 128;
    private const int KnownCount = 22;

    private static IEnumerable<BtfKind> Kinds => Enumerable.Range(0, KindCount).Select(kind => (BtfKind)kind);

    [Test]
    public void A_set_of_one_kind_includes_that_kind_and_no_other()
    {
        for (int kind = 1; kind <= KnownCount; kind++)
        {
            BtfKinds set = (BtfKinds)(1u << kind);
            Assert.That(Kinds.Where(other => set.Includes(other)), Is.EqualTo([(BtfKind)kind]), set.ToString());
            Assert.That(set.ToString(), Is.EqualTo(((BtfKind)kind).ToString()));
        }
    }

    [Test]
    public void Unknown_includes_every_kind_from_23_on_and_no_other() =>
        Assert.That(Kinds.Where(kind => BtfKinds.Unknown.Includes(kind)), Is.EqualTo(Kinds.Skip(KnownCount + 1)));

    [Test]
    public void No_bit_but_that_of_unknown_stands_for_an_unknown_kind() =>
        Assert.That(Kinds.Where(kind => kind > BtfKind.LocSec && (~BtfKinds.Unknown).Includes(kind)), Is.Empty);

    [Test]
    public void None_includes_no_kind_and_All_every_one()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Kinds.Where(kind => BtfKinds.None.Includes(kind)), Is.Empty);
            Assert.That(Kinds.Where(kind => BtfKinds.All.Includes(kind)), Is.EqualTo(Kinds));
        }
    }

    [Test]
    public void The_named_sets_are_those_of_the_format()
    {
        BtfKind[] nameless = [BtfKind.Ptr, BtfKind.Array, BtfKind.Volatile, BtfKind.Const, BtfKind.Restrict, BtfKind.FuncProto, BtfKind.LocParam, BtfKind.LocProto];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Kinds.Where(kind => BtfKinds.Composite.Includes(kind)), Is.EqualTo([BtfKind.Struct, BtfKind.Union]));
            Assert.That(Kinds.Where(kind => BtfKinds.AnyEnum.Includes(kind)), Is.EqualTo([BtfKind.Enum, BtfKind.Enum64]));
            Assert.That(Kinds.Where(kind => BtfKinds.Location.Includes(kind)), Is.EqualTo([BtfKind.LocParam, BtfKind.LocProto, BtfKind.LocSec]));
            Assert.That(Kinds.Where(kind => BtfKinds.Nameable.Includes(kind)), Is.EqualTo(Kinds.Where(kind => kind.IsKnown()).Except(nameless)));
            Assert.That(Kinds.Where(kind => kind.CanHaveName()), Is.EqualTo(Kinds.Where(kind => kind.IsKnown()).Except(nameless)));
        }
    }
}
