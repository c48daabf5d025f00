using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture(false)]
[TestFixture(true)]
public sealed class BtfTypeListTests(bool bigEndian)
{
    [Test]
    public void The_indexer_goes_by_place_and_not_by_id()
    {
        BtfBuilder kernel = SampleBtf.EveryKind(bigEndian);
        BtfBuilder module = kernel.Split();
        uint first = module.Ptr(1);
        uint second = module.Ptr(first);
        using BtfObject baseObject = kernel.Open();
        using BtfObject split = module.Open(baseObject);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(split.Types[0], Is.EqualTo(split[first]));
            Assert.That(split.Types[1], Is.EqualTo(split[second]));
            Assert.That(split.AllTypes[0], Is.EqualTo(baseObject[1]));
            Assert.That(split.AllTypes[20], Is.EqualTo(split[second]));
        }
    }

    [TestCase(-1)]
    [TestCase(19)]
    [TestCase(int.MaxValue)]
    public void A_place_outside_is_refused(int index)
    {
        using BtfObject btf = SampleBtf.EveryKind(bigEndian).Open();
        BtfTypeList types = btf.Types;

        Assert.That(() => types[index], Throws.TypeOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("index"));
    }

    [Test]
    public void The_default_list_is_empty()
    {
        BtfTypeList types = default;

        int count = 0;
        foreach (BtfType _ in types)
        {
            count++;
        }

        Assert.That((types.Count, count), Is.EqualTo((0, 0)));
    }
}
