using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture(false)]
[TestFixture(true)]
public sealed class BtfVariableTests(bool bigEndian)
{
    [Test]
    public void It_has_a_name_a_type_and_a_linkage([Values] BtfVariableLinkage linkage)
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        uint number = builder.AddInt("int", 4);
        uint id = builder.AddVariable("counter", number, linkage);
        using BtfObject btf = builder.ToObject();

        BtfVariable view = btf[id].AsVariable();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(view.Linkage, Is.EqualTo(linkage));
            Assert.That(view.Name.ToString(), Is.EqualTo("counter"));
            Assert.That(view.AsType(), Is.EqualTo(btf[id]));
            Assert.That(view.AsType().Target, Is.EqualTo(btf[number]));
        }
    }
}
