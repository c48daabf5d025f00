using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture(false)]
[TestFixture(true)]
public sealed class BtfFloatTests(bool bigEndian)
{
    [TestCase("_Float16", 2u)]
    [TestCase("float", 4u)]
    [TestCase("double", 8u)]
    [TestCase("long double", 16u)]
    public void It_has_a_name_and_a_size(string name, uint size)
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        uint id = builder.AddFloat(name, size);
        using BtfObject btf = builder.ToObject();

        BtfFloat view = btf[id].AsFloat();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(view.Name.ToString(), Is.EqualTo(name));
            Assert.That(view.Size, Is.EqualTo(size));
            Assert.That(view.AsType(), Is.EqualTo(btf[id]));
        }
    }
}
