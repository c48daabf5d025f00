using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture]
public sealed class RawBtfTests
{
    [Test]
    public void The_other_byte_order_is_the_swapped_blob()
    {
        RawEnvelope envelope = new() { HeaderLength = 40, LayoutEntries = [.. RawLayoutEntry.UpTo(BtfKind.Enum64)], Trailer = [1, 2, 3] };

        byte[] little = envelope.Wrap(SampleBtf.EveryKind());
        byte[] big = envelope.Wrap(SampleBtf.EveryKind(bigEndian: true));

        Assert.That(ByteSwapper.Swap(little), Is.EqualTo(big));
    }

    [Test]
    public void Strings_are_stored_once_unless_asked_otherwise()
    {
        BtfBuilder builder = new();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(builder.AddString(""), Is.Zero);
            Assert.That(builder.AddString("a"), Is.EqualTo(1));
            Assert.That(builder.AddString("a"u8), Is.EqualTo(1));
            Assert.That(builder.AddString("a", deduplicate: false), Is.EqualTo(3));
        }
    }

    [Test]
    public void A_raw_record_has_the_words_that_were_given_and_its_ids_need_not_exist([Values] bool bigEndian)
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        builder.AddPointer(99);
        uint id = builder.AddRaw(1000, RawBtf.Info(BtfKind.Struct, 1, kindFlag: true), 8, 7, 98, 97);
        using BtfObject btf = builder.OpenRaw();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Enumerable.Range(0, 6).Select(word => btf.GetReader()[id].GetWord(word)), Is.EqualTo([1000u, 0x8400_0001, 8u, 7u, 98u, 97u]));
            Assert.That(btf[1].SizeOrType, Is.EqualTo(99));
            Assert.That(btf.RawData.SequenceEqual(builder.ToRawArray()), Is.True);
        }
    }

    [Test]
    public void An_envelope_in_which_nothing_is_set_is_the_builders_own([Values] bool bigEndian)
    {
        BtfBuilder builder = SampleBtf.EveryKind(bigEndian);

        Assert.That(new RawEnvelope().Wrap(builder), Is.EqualTo(builder.ToArray()));
    }

    [Test]
    public void Each_field_of_an_envelope_is_written_where_the_format_has_it([Values] bool bigEndian)
    {
        RawEnvelope envelope = new()
        {
            Magic = 0x0102,
            Version = 3,
            Flags = 4,
            HeaderLength = 33,
            HeaderLengthField = 5,
            HeaderFill = 0xFF,
            TypeOffset = 6,
            TypeLength = 7,
            StringOffset = 8,
            StringLength = 9,
            LayoutOffset = 10,
            LayoutLength = 11,
            LayoutEntries = [new(12, 13, 14)],
            Trailer = [15],
        };
        EndianWriter expected = new(bigEndian);
        expected.WriteUInt16(0x0102);
        expected.WriteBytes([3, 4]);
        foreach (uint field in (uint[])[5, 6, 7, 8, 9, 10, 11])
        {
            expected.WriteUInt32(field);
        }

        expected.WriteBytes([0xFF, 12, 13]);
        expected.WriteUInt16(14);
        expected.WriteBytes([0, 15]);

        Assert.That(envelope.Wrap(new BtfBuilder { ByteOrder = ByteOrders.Of(bigEndian) }), Is.EqualTo(expected.ToArray()));
    }
}
