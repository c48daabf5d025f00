using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture(false)]
[TestFixture(true)]
public sealed class BtfObjectTests(bool bigEndian)
{
    private const uint Kinds = 19;
    private BtfObject _btf;

    [OneTimeSetUp]
    public void Open() => _btf = SampleBtf.EveryKind(bigEndian).ToObject();

    [OneTimeTearDown]
    public void Close() => _btf.Dispose();

    [Test]
    public void Every_id_gives_its_type()
    {
        using (Assert.EnterMultipleScope())
        {
            for (uint id = 0; id <= Kinds; id++)
            {
                Assert.That(_btf[id].Id, Is.EqualTo(id));
                Assert.That(_btf.TryGetType(id, out BtfType type), Is.True);
                Assert.That(type, Is.EqualTo(_btf[id]));
            }
        }
    }

    [TestCase(Kinds + 1)]
    [TestCase(0x8000_0000u)]
    [TestCase(uint.MaxValue)]
    public void An_unknown_id_is_refused_with_the_range_of_those_that_exist(uint id)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_btf.TryGetType(id, out BtfType type), Is.False);
            Assert.That(type, Is.EqualTo(default(BtfType)));
            Assert.That(
                () => _btf[id],
                Throws.TypeOf<ArgumentOutOfRangeException>()
                    .With.Message.Contains("from 0 to 19").And.Property("ActualValue").EqualTo(id).And.Property("ParamName").EqualTo("typeId"));
        }
    }

    [Test]
    public void It_counts_its_types_without_void()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_btf.TypeCount, Is.EqualTo(Kinds));
            Assert.That(_btf.FirstTypeId, Is.EqualTo(1));
            Assert.That(_btf.NextTypeId, Is.EqualTo(Kinds + 1));
            Assert.That(_btf.Types.Count, Is.EqualTo(Kinds));
            Assert.That(_btf.AllTypes.Count, Is.EqualTo(Kinds));
            Assert.That(_btf.Base, Is.Null);
        }
    }

    [Test]
    public void It_tells_its_byte_order_and_its_header()
    {
        BtfByteOrder order = bigEndian ? BtfByteOrder.BigEndian : BtfByteOrder.LittleEndian;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_btf.ByteOrder, Is.EqualTo(order));
            Assert.That(_btf.Header.ByteOrder, Is.EqualTo(order));
            Assert.That(_btf.Header.HeaderLength, Is.EqualTo(24));
            Assert.That(_btf.Header.StringOffset, Is.EqualTo(_btf.Header.TypeLength));
            Assert.That(_btf.IsDisposed, Is.False);
        }
    }

    [Test]
    public void Opening_keeps_4_bytes_for_each_type_and_a_copy_of_types_in_the_other_byte_order()
    {
        bool isForeign = bigEndian == BitConverter.IsLittleEndian;

        Assert.That(_btf.IndexByteCount, Is.EqualTo((4 * _btf.TypeCount) + (isForeign ? _btf.Header.TypeLength : 0)));
    }

    [Test]
    public void An_object_can_have_no_types()
    {
        using BtfObject empty = new BtfBuilder { ByteOrder = ByteOrders.Of(bigEndian) }.ToObject();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(empty.TypeCount, Is.Zero);
            Assert.That(empty.Types.Count, Is.Zero);
            Assert.That(empty.NextTypeId, Is.EqualTo(1));
            Assert.That(empty[0].IsVoid, Is.True);
            Assert.That(empty.TryGetType(1, out _), Is.False);
            Assert.That(empty.FindTypes("int").Count(), Is.Zero);
            Assert.That(() => empty[1], Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("from 0 to 0"));
        }
    }

    [Test]
    public void Many_types_keep_their_ids()
    {
        const int count = 50_000;
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        for (int i = 0; i < count; i++)
        {
            _ = (i % 3) switch
            {
                0 => builder.AddPointer((uint)i),
                1 => builder.AddFunctionPrototype((uint)i, ("a", 1u), ("b", 1u)),
                _ => builder.AddStruct("s", (uint)i, ("m", 1u, 0)),
            };
        }

        using BtfObject btf = builder.ToObject();

        uint expected = 0;
        foreach (BtfType type in btf.Types)
        {
            if (type.SizeOrType == expected && type.Id == expected + 1)
            {
                expected++;
            }
        }

        Assert.That(expected, Is.EqualTo(count));
    }
}
