using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture(false)]
[TestFixture(true)]
public sealed class BtfFunctionTests(bool bigEndian)
{
    [Test]
    public void Its_linkage_is_its_vlen([Values] BtfFunctionLinkage linkage)
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        uint prototype = builder.AddFunctionPrototype(0);
        uint id = builder.AddFunction("run", prototype, linkage);
        using BtfObject btf = builder.ToObject();

        BtfFunction view = btf[id].AsFunction();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(view.Linkage, Is.EqualTo(linkage));
            Assert.That(view.Name.ToString(), Is.EqualTo("run"));
            Assert.That(view.Prototype.AsType(), Is.EqualTo(btf[prototype]));
            Assert.That(view.AsType(), Is.EqualTo(btf[id]));
        }
    }

    [Test]
    public void One_whose_target_is_no_prototype_is_an_error()
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        uint number = builder.AddInt("int", 4);
        uint id = builder.AddFunction("run", number);
        using BtfObject btf = builder.ToObject();

        BtfFunction view = btf[id].AsFunction();

        BtfFormatException? error = Assert.Throws<BtfFormatException>(() => _ = view.Prototype);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(error?.Error.Code, Is.EqualTo(BtfErrorCode.UnexpectedKind));
            Assert.That(error?.Error.TypeId, Is.EqualTo(id));
        }
    }
}
