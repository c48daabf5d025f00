using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture(false)]
[TestFixture(true)]
public sealed class BtfDeclTagTests(bool bigEndian)
{
    [TestCase(-1)]
    [TestCase(0)]
    [TestCase(1)]
    [TestCase(int.MaxValue)]
    public void It_says_which_component_it_is_on(int component)
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        uint structure = builder.AddStruct("s", 0);
        uint id = builder.AddDeclTag("checked", structure, component);
        using BtfObject btf = builder.ToObject();

        BtfDeclTag view = btf[id].AsDeclTag();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(view.ComponentIndex, Is.EqualTo(component));
            Assert.That(view.Value.ToString(), Is.EqualTo("checked"));
            Assert.That(view.AsType(), Is.EqualTo(btf[id]));
            Assert.That(view.AsType().Target, Is.EqualTo(btf[structure]));
        }
    }

    [Test]
    public void The_kind_flag_makes_it_an_attribute([Values] bool attribute)
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        uint id = builder.AddDeclTag("weak", builder.AddFunction("f", builder.AddFunctionPrototype(0)), -1, attribute);
        using BtfObject btf = builder.ToObject();

        Assert.That(btf[id].AsDeclTag().IsAttribute, Is.EqualTo(attribute));
    }
}
