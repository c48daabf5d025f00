using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture(false)]
[TestFixture(true)]
public sealed class BtfCompositeTests(bool bigEndian)
{
    [Test]
    public void A_structure_and_a_union_have_one_view()
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        uint structure = builder.AddStruct("point", 8);
        uint union = builder.AddUnion("", uint.MaxValue);
        using BtfObject btf = builder.ToObject();

        BtfComposite first = btf[structure].AsComposite();
        BtfComposite second = btf[union].AsComposite();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.IsUnion, Is.False);
            Assert.That(first.Size, Is.EqualTo(8));
            Assert.That(first.Name.ToString(), Is.EqualTo("point"));
            Assert.That(first.Members.Count, Is.Zero);
            Assert.That(first.AsType(), Is.EqualTo(btf[structure]));
            Assert.That(second.IsUnion, Is.True);
            Assert.That(second.Size, Is.EqualTo(uint.MaxValue));
            Assert.That(second.Name.IsEmpty, Is.True);
        }
    }

    [Test]
    public void It_can_have_more_members_than_16_bits_count()
    {
        const int count = 70_000;
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        uint number = builder.AddInt("int", 4);
        uint id = builder.AddStruct("huge", count * 4, [.. Enumerable.Range(0, count).Select(i => ("m", number, i * 32))]);
        uint after = builder.AddPointer(id);
        using BtfObject btf = builder.ToObject();

        int seen = 0;
        foreach (BtfMember member in btf[id].AsComposite().Members)
        {
            if (member.BitOffset == (uint)seen * 32 && member.Index == seen && member.TypeId == number)
            {
                seen++;
            }
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(btf[id].Vlen, Is.EqualTo(count));
            Assert.That(btf[id].Kind, Is.EqualTo(BtfKind.Struct));
            Assert.That(seen, Is.EqualTo(count));
            Assert.That(btf[after].Target, Is.EqualTo(btf[id]));
        }
    }
}
