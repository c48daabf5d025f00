using System.Buffers.Binary;
using System.Runtime.InteropServices;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>The reader by id agrees with the walk over the bytes and with the views.</summary>
[TestFixture]
public sealed class BtfRecordReaderTests
{
    [Test]
    public void Each_record_is_the_one_that_a_walk_over_the_bytes_reaches([Values] bool isSwapped)
    {
        byte[] data = Sample(isSwapped).ToArray();
        using BtfObject btf = BtfObject.FromMemory(data);

        AssertSame(btf, new BtfTypeReader(data));
    }

    [Test]
    [Platform("Linux")]
    public void Each_record_of_a_kernel_is_the_one_that_a_walk_over_the_bytes_reaches()
    {
        using BtfObject kernel = BtfObject.Open(Oracles.KernelBtf());

        AssertSame(kernel, new BtfTypeReader(kernel.RawData));
        GC.KeepAlive(kernel);
    }

    [Test]
    public void A_split_has_its_own_records_and_the_names_of_its_base([Values] bool isSwapped)
    {
        BtfBuilder builder = Sample(isSwapped);
        using BtfObject below = BtfObject.FromMemory(builder.ToArray());
        BtfBuilder splitBuilder = new(below);
        splitBuilder.AddStruct("own", 4, ("member", 1u, 0));
        splitBuilder.AddRaw(below[1].NameOffset, RawBtf.Info(BtfKind.Typedef), 1);
        using BtfObject split = splitBuilder.ToObject();
        BtfRecordReader reader = split.GetReader();

        foreach (BtfType type in split.Types)
        {
            BtfRecord record = reader[type.Id];
            Assert.That((record.Kind, record.Vlen, record.KindFlag, record.NameOffset, record.SizeOrType, record.Bytes.Length),
                Is.EqualTo((type.Kind, type.Vlen, type.KindFlag, type.NameOffset, type.SizeOrType, type.ByteLength)));
            Assert.That(type.Name.Equals(reader.GetName(record.NameOffset)), Is.True);
        }

        Assert.That(reader.TryGetRecord(1, out _), Is.False);
    }

    [Test]
    public void What_does_not_exist_is_refused()
    {
        using BtfObject btf = Sample(false).ToObject();
        uint next = btf.NextTypeId;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(btf.GetReader().TryGetRecord(0, out _), Is.False);
            Assert.That(btf.GetReader().TryGetRecord(next, out _), Is.False);
            Assert.That(() => btf.GetReader()[0].Kind, Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => btf.GetReader()[next].Kind, Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => btf.GetReader()[uint.MaxValue].Kind, Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => btf.GetReader().GetName(uint.MaxValue).Length, Throws.TypeOf<BtfFormatException>());
            Assert.That(() => btf.GetReader()[1].GetWord(btf[1].ByteLength / 4), Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => btf.GetReader()[1].GetWord(-1), Throws.TypeOf<ArgumentOutOfRangeException>());
        }
    }

    [Test]
    public void A_record_of_an_unknown_kind_is_as_long_as_the_layout_says()
    {
        BtfBuilder builder = new();
        builder.AddInt("int", 4);
        builder.AddRaw(0, RawBtf.Info((BtfKind)60, 2), 0, 1, 2, 3, 4);
        builder.AddInt("last", 4);
        RawEnvelope envelope = new() { LayoutEntries = RawLayoutEntry.Only((BtfKind)60, new(0, 8)) };
        using BtfObject btf = BtfObject.FromMemory(envelope.Wrap(builder));
        BtfRecordReader reader = btf.GetReader();

        Assert.That((reader[2].WordCount, reader[2].GetWord(6), (int)reader[3].Kind), Is.EqualTo((7, 4u, (int)BtfKind.Int)));
    }

    [Test]
    [Platform("Linux")]
    public void A_reader_of_a_file_that_is_disposed_shows_zeros()
    {
        using TemporaryFolder folder = new();
        BtfObject btf = BtfObject.Open(folder.Write("file", Sample(false).ToArray()));
        BtfRecordReader reader = btf.GetReader();
        btf.Dispose();

        BtfRecord record = reader[1];
        (BtfKind, uint, int) read = (record.Kind, record.NameOffset, reader.GetName(1).Length);

        Assert.That(read, Is.EqualTo((BtfKind.Void, 0u, 0)));
        Assert.That(() => btf.GetReader()[1].Kind, Throws.TypeOf<ObjectDisposedException>());
    }

    private static void AssertSame(BtfObject btf, BtfTypeReader walk)
    {
        BtfRecordReader reader = btf.GetReader();
        while (walk.Read())
        {
            BtfRecord expected = walk.Current;
            BtfRecord record = reader[walk.TypeId];
            bool isSame = MemoryMarshal.Cast<byte, uint>(record.Bytes).SequenceEqual(Native(expected, btf.ByteOrder))
                && record.NameOffset == expected.NameOffset && record.SizeOrType == expected.SizeOrType
                && record.Kind == expected.Kind && record.Vlen == expected.Vlen && record.KindFlag == expected.KindFlag
                && record.GetWord(record.WordCount - 1) == expected.GetWord(expected.WordCount - 1)
                && walk.Strings.TryGet(record.NameOffset, out ReadOnlySpan<byte> name) && reader.GetName(record.NameOffset).SequenceEqual(name);
            if (!isSame)
            {
                Assert.Fail($"[{walk.TypeId}] differs.");
            }
        }

        Assert.That(walk.TypeId + 1, Is.EqualTo(btf.NextTypeId));
    }

    private static uint[] Native(BtfRecord record, BtfByteOrder order)
    {
        uint[] words = MemoryMarshal.Cast<byte, uint>(record.Bytes).ToArray();
        if (order != ByteOrders.Of(bigEndian: !BitConverter.IsLittleEndian))
        {
            BinaryPrimitives.ReverseEndianness(words, words);
        }

        return words;
    }

    private static BtfBuilder Sample(bool isSwapped) => SampleBtf.EveryKind(isSwapped == BitConverter.IsLittleEndian);
}
