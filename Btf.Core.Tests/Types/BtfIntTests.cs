using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture(false)]
[TestFixture(true)]
public sealed class BtfIntTests(bool bigEndian)
{
    [TestCase(0u, BtfIntEncoding.None, false)]
    [TestCase(1u, BtfIntEncoding.Signed, true)]
    [TestCase(2u, BtfIntEncoding.Char, false)]
    [TestCase(3u, BtfIntEncoding.Signed | BtfIntEncoding.Char, true)]
    [TestCase(4u, BtfIntEncoding.Bool, false)]
    public void Its_encoding_is_read(uint stored, BtfIntEncoding encoding, bool signed)
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        uint id = builder.AddInt("number", 4, (BtfIntEncoding)stored);
        using BtfObject btf = builder.ToObject();

        BtfInt view = btf[id].AsInt();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(view.Encoding, Is.EqualTo(encoding));
            Assert.That(view.IsSigned, Is.EqualTo(signed));
        }
    }

    [TestCase(1u, 8, 0)]
    [TestCase(4u, 5, 27)]
    [TestCase(8u, 64, 0)]
    [TestCase(16u, 128, 0)]
    [TestCase(32u, 255, 255)]
    public void Its_size_bits_and_offset_do_not_touch_each_other(uint size, int bits, int bitOffset)
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        uint id = builder.AddRaw(builder.AddString("number"), RawBtf.Info(BtfKind.Int), size, 0x0100_0000 | ((uint)bitOffset << 16) | (uint)bits);
        using BtfObject btf = builder.ToObject();

        BtfInt view = btf[id].AsInt();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(view.Size, Is.EqualTo(size));
            Assert.That(view.Bits, Is.EqualTo(bits));
            Assert.That(view.BitOffset, Is.EqualTo(bitOffset));
            Assert.That(view.Encoding, Is.EqualTo(BtfIntEncoding.Signed));
            Assert.That(view.Name.ToString(), Is.EqualTo("number"));
            Assert.That(view.AsType().Id, Is.EqualTo(id));
        }
    }

    [Test]
    public void Bits_that_mean_nothing_are_left_out()
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        uint id = builder.AddRaw(0, RawBtf.Info(BtfKind.Int), 4, 0xF100_FF20);
        using BtfObject btf = builder.ToObject();

        BtfInt view = btf[id].AsInt();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(view.Encoding, Is.EqualTo(BtfIntEncoding.Signed));
            Assert.That(view.BitOffset, Is.Zero);
            Assert.That(view.Bits, Is.EqualTo(32));
        }
    }
}
