using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture(false)]
[TestFixture(true)]
public sealed class BtfArrayTests(bool bigEndian)
{
    [TestCase(0u)]
    [TestCase(3u)]
    [TestCase(uint.MaxValue)]
    public void Its_element_index_and_count_are_read(uint count)
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        uint element = builder.AddInt("char", 1);
        uint index = builder.AddInt("unsigned int", 4);
        uint id = builder.AddArray(element, index, count);
        using BtfObject btf = builder.ToObject();

        BtfArray view = btf[id].AsArray();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(view.ElementTypeId, Is.EqualTo(element));
            Assert.That(view.ElementType, Is.EqualTo(btf[element]));
            Assert.That(view.IndexTypeId, Is.EqualTo(index));
            Assert.That(view.IndexType, Is.EqualTo(btf[index]));
            Assert.That(view.Count, Is.EqualTo(count));
            Assert.That(view.AsType(), Is.EqualTo(btf[id]));
        }
    }

    [Test]
    public void One_of_several_dimensions_is_an_array_of_arrays()
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        uint number = builder.AddInt("int", 4);
        uint row = builder.AddArray(number, number, 3);
        uint table = builder.AddArray(row, number, 2);
        using BtfObject btf = builder.ToObject();

        BtfArray inner = btf[table].AsArray().ElementType.AsArray();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(btf[table].AsArray().Count, Is.EqualTo(2));
            Assert.That(inner.Count, Is.EqualTo(3));
            Assert.That(inner.ElementType, Is.EqualTo(btf[number]));
        }
    }

    [Test]
    public void Ids_that_do_not_exist_can_be_read_but_not_followed()
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        uint id = builder.AddArray(77, 78, 1);
        using BtfObject btf = builder.OpenRaw();

        BtfArray view = btf[id].AsArray();

        using (Assert.EnterMultipleScope())
        {
            Assert.That((view.ElementTypeId, view.IndexTypeId), Is.EqualTo((77u, 78u)));
            Assert.That(() => view.ElementType, Throws.TypeOf<BtfFormatException>().With.Message.Contains("77").And.Message.Contains("[1]"));
            Assert.That(() => view.IndexType, Throws.TypeOf<BtfFormatException>().With.Message.Contains("78"));
        }
    }
}
