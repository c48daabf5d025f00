using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture(false)]
[TestFixture(true)]
public sealed class BtfEnumValueTests(bool bigEndian)
{
    [TestCase(0)]
    [TestCase(-1)]
    [TestCase(int.MinValue)]
    [TestCase(int.MaxValue)]
    public void A_signed_value_of_32_bits_is_sign_extended(int value)
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        uint id = builder.AddEnum("e", 4, isSigned: true, ("A", value));

        AssertValue(builder, id, value, (ulong)(long)value);
    }

    [TestCase(0u)]
    [TestCase(0x8000_0000u)]
    [TestCase(uint.MaxValue)]
    public void An_unsigned_value_of_32_bits_is_zero_extended(uint value)
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        uint id = builder.AddEnum("e", 4, isSigned: false, ("A", (int)value));

        AssertValue(builder, id, value, value);
    }

    [TestCase(0L)]
    [TestCase(-1L)]
    [TestCase(0x1_0000_0002L)]
    [TestCase(long.MinValue)]
    [TestCase(long.MaxValue)]
    public void A_value_of_64_bits_is_the_two_halves_together(long value)
    {
        BtfBuilder signed = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        uint signedId = signed.AddEnum64("e", 8, isSigned: true, ("A", value));
        BtfBuilder unsigned = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        uint unsignedId = unsigned.AddEnum64("e", 8, isSigned: false, ("A", value));

        using (Assert.EnterMultipleScope())
        {
            AssertValue(signed, signedId, value, (ulong)value);
            AssertValue(unsigned, unsignedId, value, (ulong)value);
        }
    }

    [Test]
    public void Each_value_has_a_name_a_place_and_an_owner([Values] bool wide)
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        uint id = wide
            ? builder.AddEnum64("e", 8, isSigned: false, ("A", 1), ("B", 2), ("C", 3))
            : builder.AddEnum("e", 4, isSigned: false, ("A", 1), ("B", 2), ("C", 3));
        using BtfObject btf = BtfObject.FromMemory(builder.ToArray());

        List<(string, uint, int, long)> values = [];
        foreach (BtfEnumValue value in btf[id].AsEnum().Values)
        {
            values.Add((value.Name.ToString(), value.DeclaringType.Id, value.Index, value.SignedValue));
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(values, Is.EqualTo([("A", id, 0, 1L), ("B", id, 1, 2L), ("C", id, 2, 3L)]));
            Assert.That(btf[id].AsEnum().Values[2].NameOffset, Is.EqualTo(builder.AddString("C")));
        }
    }

    private static void AssertValue(BtfBuilder builder, uint id, long signed, ulong unsigned)
    {
        using BtfObject btf = BtfObject.FromMemory(builder.ToArray());
        BtfEnumValue value = btf[id].AsEnum().Values[0];
        Assert.That((value.SignedValue, value.UnsignedValue), Is.EqualTo((signed, unsigned)));
    }
}
