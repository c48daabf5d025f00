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
        BtfBuilder builder = new(bigEndian);
        uint id = builder.Int("number", 4, 32, stored);
        using BtfObject btf = builder.Open();

        BtfInt view = btf[id].AsInt();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(view.Encoding, Is.EqualTo(encoding));
            Assert.That(view.IsSigned, Is.EqualTo(signed));
        }
    }

    [TestCase(1u, 8, 0u)]
    [TestCase(4u, 5, 27u)]
    [TestCase(8u, 64, 0u)]
    [TestCase(16u, 128, 0u)]
    [TestCase(32u, 255, 255u)]
    public void Its_size_bits_and_offset_do_not_touch_each_other(uint size, int bits, uint bitOffset)
    {
        BtfBuilder builder = new(bigEndian);
        uint id = builder.Int("number", size, bits, encoding: 1, bitOffset);
        using BtfObject btf = builder.Open();

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
        BtfBuilder builder = new(bigEndian);
        uint id = builder.Raw(0, BtfBuilder.Info(1), 4, 0xF100_FF20);
        using BtfObject btf = builder.Open();

        BtfInt view = btf[id].AsInt();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(view.Encoding, Is.EqualTo(BtfIntEncoding.Signed));
            Assert.That(view.BitOffset, Is.Zero);
            Assert.That(view.Bits, Is.EqualTo(32));
        }
    }
}
