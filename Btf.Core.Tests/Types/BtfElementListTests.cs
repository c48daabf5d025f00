using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture(false)]
[TestFixture(true)]
public sealed class BtfElementListTests(bool bigEndian)
{
    private BtfObject _btf;

    [OneTimeSetUp]
    public void Open() => _btf = SampleBtf.EveryKind(bigEndian).ToObject();

    [OneTimeTearDown]
    public void Close() => _btf.Dispose();

    [Test]
    public void The_indexer_and_the_enumerator_give_the_same_elements()
    {
        BtfElementList<BtfMember> list = _btf[4].AsComposite().Members;

        List<string> walked = [];
        foreach (BtfMember member in list)
        {
            walked.Add(member.Name.ToString());
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(walked, Is.EqualTo(["first", "low", "high"]));
            Assert.That(Enumerable.Range(0, list.Count).Select(i => list[i].Name.ToString()), Is.EqualTo(walked));
        }
    }

    [TestCase(-1)]
    [TestCase(3)]
    [TestCase(int.MinValue)]
    [TestCase(int.MaxValue)]
    public void A_place_outside_is_refused(int index)
    {
        Assert.That(
            () => _btf[4].AsComposite().Members[index],
            Throws.TypeOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("index"));
    }

    [Test]
    public void A_place_outside_is_refused_in_every_list()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => _btf[6].AsEnum().Values[2], Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => _btf[13].AsFunctionPrototype().Parameters[3], Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => _btf[15].AsDataSection().Entries[1], Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => _btf[19].AsEnum().Values[2], Throws.TypeOf<ArgumentOutOfRangeException>());
        }
    }

    [Test]
    public void The_default_list_is_empty()
    {
        BtfElementList<BtfMember> list = default;

        int count = 0;
        foreach (BtfMember _ in list)
        {
            count++;
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(list.Count, Is.Zero);
            Assert.That(count, Is.Zero);
            Assert.That(() => list[0], Throws.TypeOf<ArgumentOutOfRangeException>());
        }
    }

    [Test]
    public void An_enumerator_past_the_end_stays_there()
    {
        BtfElementList<BtfEnumValue>.Enumerator values = _btf[6].AsEnum().Values.GetEnumerator();
        while (values.MoveNext())
        {
        }

        Assert.That(values.MoveNext(), Is.False);
    }
}
