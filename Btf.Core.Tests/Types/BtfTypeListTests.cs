using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture(false)]
[TestFixture(true)]
public sealed class BtfTypeListTests(bool bigEndian)
{
    [Test]
    public void Lists_serve_linq_and_collections()
    {
        BtfBuilder kernel = SampleBtf.EveryKind(bigEndian);
        using BtfObject baseObject = kernel.ToObject();
        BtfBuilder module = new(baseObject);
        uint first = module.AddPointer(1);
        uint second = module.AddPointer(first);
        using BtfObject split = module.ToObject();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(new List<BtfType>(split.Types), Is.EqualTo(new[] { split[first], split[second] }));
            Assert.That(split.AllTypes.ToArray(), Has.Length.EqualTo(split.AllTypes.Count).And.Some.EqualTo(split[second]));
            Assert.That(split.AllTypes.Select(type => type.Id), Is.EqualTo(Enumerable.Range(1, split.AllTypes.Count)));
        }
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
