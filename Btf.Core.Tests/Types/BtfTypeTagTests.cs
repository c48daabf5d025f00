using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture(false)]
[TestFixture(true)]
public sealed class BtfTypeTagTests(bool bigEndian)
{
    [Test]
    public void It_has_a_text_and_a_target([Values] bool attribute)
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        uint number = builder.AddInt("int", 4);
        uint id = builder.AddTypeTag("user", number, attribute);
        using BtfObject btf = builder.ToObject();

        BtfTypeTag view = btf[id].AsTypeTag();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(view.Value.ToString(), Is.EqualTo("user"));
            Assert.That(view.IsAttribute, Is.EqualTo(attribute));
            Assert.That(view.AsType(), Is.EqualTo(btf[id]));
            Assert.That(view.AsType().Target, Is.EqualTo(btf[number]));
        }
    }
}
