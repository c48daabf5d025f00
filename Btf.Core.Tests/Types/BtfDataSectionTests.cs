using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture(false)]
[TestFixture(true)]
public sealed class BtfDataSectionTests(bool bigEndian)
{
    [Test]
    public void Its_entries_say_what_lies_where()
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        uint number = builder.AddInt("int", 4);
        uint first = builder.AddVariable("first", number);
        uint second = builder.AddVariable("second", number);
        uint id = builder.AddDataSection(".data", 0x8000_0000, (first, 0, 4), new BtfBuilderEntry(second, uint.MaxValue, 0x1234_5678));
        using BtfObject btf = builder.ToObject();

        BtfDataSection view = btf[id].AsDataSection();
        BtfDataSectionEntry last = view.Entries[1];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(view.Name.ToString(), Is.EqualTo(".data"));
            Assert.That(view.Size, Is.EqualTo(0x8000_0000));
            Assert.That(view.AsType(), Is.EqualTo(btf[id]));
            Assert.That(view.Entries.Count, Is.EqualTo(2));
            Assert.That(view.Entries[0].Type, Is.EqualTo(btf[first]));
            Assert.That(view.Entries[0].Offset, Is.Zero);
            Assert.That(last.TypeId, Is.EqualTo(second));
            Assert.That(last.Offset, Is.EqualTo(uint.MaxValue));
            Assert.That(last.Size, Is.EqualTo(0x1234_5678));
            Assert.That(last.Index, Is.EqualTo(1));
            Assert.That(last.DeclaringType, Is.EqualTo(btf[id]));
        }
    }

    [Test]
    public void An_entry_of_an_extern_section_can_be_a_function()
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        uint function = builder.AddFunction("kfunc", builder.AddFunctionPrototype(0), linkage: BtfFunctionLinkage.Extern);
        uint id = builder.AddDataSection(".ksyms", 0, (function, 0, 0));
        using BtfObject btf = builder.ToObject();

        Assert.That(btf[id].AsDataSection().Entries[0].Type.AsFunction().Linkage, Is.EqualTo(BtfFunctionLinkage.Extern));
    }
}
