using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture(false)]
[TestFixture(true)]
public sealed class BtfEnumTests(bool bigEndian)
{
    [Test]
    public void Both_widths_have_one_view([Values] bool wide, [Values] bool signed)
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        uint id = wide ? builder.AddEnum64("e", 8, signed, ("A", 1)) : builder.AddEnum("e", 4, signed, ("A", 1));
        using BtfObject btf = builder.ToObject();

        BtfEnum view = btf[id].AsEnum();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(view.IsSigned, Is.EqualTo(signed));
            Assert.That(view.Size, Is.EqualTo(wide ? 8 : 4));
            Assert.That(view.Name.ToString(), Is.EqualTo("e"));
            Assert.That(view.Values.Count, Is.EqualTo(1));
            Assert.That(view.AsType(), Is.EqualTo(btf[id]));
        }
    }

    [TestCase(1u)]
    [TestCase(2u)]
    [TestCase(8u)]
    public void A_size_other_than_that_of_an_int_is_read(uint size)
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        uint id = builder.AddEnum("packed", size, isSigned: false);
        using BtfObject btf = builder.ToObject();

        Assert.That(btf[id].AsEnum().Size, Is.EqualTo(size));
    }
}
