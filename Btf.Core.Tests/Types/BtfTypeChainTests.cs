using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture(false)]
[TestFixture(true)]
public sealed class BtfTypeChainTests(bool bigEndian)
{
    [Test]
    public void It_goes_from_the_type_to_the_first_that_refers_to_nothing()
    {
        using BtfObject btf = SampleBtf.EveryKind(bigEndian).ToObject();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Ids(btf[11]), Is.EqualTo([11u, 2u, 1u]));
            Assert.That(Ids(btf[12]), Is.EqualTo([12u, 13u]));
            Assert.That(Ids(btf[17]), Is.EqualTo([17u, 4u]));
            Assert.That(btf[11].Chain.Last(), Is.EqualTo(btf[1]));
        }
    }

    [Test]
    public void A_type_that_refers_to_nothing_is_a_chain_of_itself()
    {
        using BtfObject btf = SampleBtf.EveryKind(bigEndian).ToObject();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Ids(btf[1]), Is.EqualTo([1u]));
            Assert.That(Ids(btf[0]), Is.EqualTo([0u]));
            Assert.That(btf[0].Chain.Last().IsVoid, Is.True);
        }
    }

    [Test]
    public void It_goes_from_a_split_into_its_base()
    {
        BtfBuilder kernel = SampleBtf.EveryKind(bigEndian);
        using BtfObject baseObject = kernel.ToObject();
        BtfBuilder module = new(baseObject);
        uint pointer = module.AddPointer(10);
        using BtfObject split = module.ToObject();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Ids(split[pointer]), Is.EqualTo([pointer, 10u, 9u, 1u]));
            Assert.That(split[pointer].Chain.Last().Object, Is.SameAs(baseObject));
        }
    }

    private static List<uint> Ids(BtfType start)
    {
        List<uint> ids = [];
        foreach (BtfType type in start.Chain)
        {
            ids.Add(type.Id);
        }

        return ids;
    }
}
