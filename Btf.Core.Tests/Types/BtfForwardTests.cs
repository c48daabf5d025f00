using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture(false)]
[TestFixture(true)]
public sealed class BtfForwardTests(bool bigEndian)
{
    [Test]
    public void The_kind_flag_says_what_is_declared([Values] bool union)
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        uint id = builder.AddForward("later", union);
        using BtfObject btf = builder.ToObject();

        BtfForward view = btf[id].AsForward();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(view.IsUnion, Is.EqualTo(union));
            Assert.That(view.Name.ToString(), Is.EqualTo("later"));
            Assert.That(view.AsType(), Is.EqualTo(btf[id]));
        }
    }
}
