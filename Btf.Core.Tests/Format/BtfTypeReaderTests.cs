using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture]
public sealed class BtfTypeReaderTests
{
    private static readonly string[] _fixtures = ["kinds-el.btf", "kinds-eb.btf"];

    private static IEnumerable<TestCaseData> Files => Corpus.Sample(4);

    [TestCaseSource(nameof(_fixtures))]
    public void It_agrees_with_the_object_on_a_fixture(string name)
    {
        byte[] data = Fixture.Read(name);
        using BtfObject btf = BtfObject.FromMemory(data);

        AssertAgrees(data, btf);
    }

    [Test]
    public void It_agrees_with_the_object_on_every_kind([Values] bool bigEndian)
    {
        byte[] data = SampleBtf.EveryKind(bigEndian).ToArray();
        using BtfObject btf = BtfObject.FromMemory(data);

        AssertAgrees(data, btf);
    }

    [TestCaseSource(nameof(Files))]
    public void It_agrees_with_the_object_on_a_corpus_file_in_both_byte_orders(CorpusFile file)
    {
        byte[] data = Corpus.ReadBtf(file.Path);
        byte[]? baseData = file.IsRelocated ? Corpus.ReadBtfBase(file.Path) : file.BasePath is null ? null : Corpus.ReadBtf(file.BasePath);

        AssertAgrees(data, baseData);
        AssertAgrees(ByteSwapper.Swap(data), baseData is null ? null : ByteSwapper.Swap(baseData));
    }

    [Test]
    public void It_shares_the_bytes_that_it_was_given([Values] bool bigEndian)
    {
        byte[] data = SampleBtf.EveryKind(bigEndian).ToArray();

        BtfTypeReader reader = new(data);
        reader.Read();
        int place = (int)reader.ByteOffset;
        bool shared = reader.Current.Bytes.Overlaps(data, out int distance) && reader.Strings.Bytes.Overlaps(data);

        Assert.That((shared, -distance, place), Is.EqualTo((true, place, 24)));
    }

    [Test]
    public void There_is_no_record_before_the_first_read_and_after_the_last([Values] bool bigEndian)
    {
        byte[] data = SampleBtf.EveryKind(bigEndian).ToArray();
        List<uint> ids = [];
        List<bool> hasRecord = [];

        BtfTypeReader reader = new(data);
        hasRecord.Add(HasRecord(reader));
        ids.Add(reader.TypeId);
        while (reader.Read())
        {
        }

        hasRecord.Add(HasRecord(reader));
        ids.Add(reader.TypeId);
        hasRecord.Add(reader.Read());
        hasRecord.Add(HasRecord(reader));

        Assert.That(hasRecord, Is.EqualTo((bool[])[false, false, false, false]));
        Assert.That(ids, Is.EqualTo((uint[])[0, 19]));
        Assert.That(reader.ByteOffset, Is.EqualTo(24 + BtfHeader.Parse(data).TypeLength));
    }

    [Test]
    public void It_has_nothing_to_read_where_there_are_no_types([Values] bool bigEndian)
    {
        BtfTypeReader reader = new(new BtfBuilder { ByteOrder = ByteOrders.Of(bigEndian) }.ToArray());

        Assert.That((reader.Read(), reader.TypeId, reader.ByteOffset), Is.EqualTo((false, 0, 24)));
    }

    [Test]
    public void Split_data_goes_on_from_the_ids_and_strings_that_are_given([Values] bool bigEndian)
    {
        BtfBuilder kernel = SampleBtf.EveryKind(bigEndian);
        using BtfObject kernelObject = BtfObject.FromMemory(kernel.ToArray());
        BtfBuilder module = new(kernelObject);
        uint own = module.AddTypedef("own", 1);

        BtfTypeReader reader = new(module.ToArray(), kernel.NextTypeId, kernel.NextStringOffset());
        bool read = reader.Read();
        bool found = reader.Strings.TryGet(reader.Current.NameOffset, out ReadOnlySpan<byte> name) && name.SequenceEqual("own"u8);
        bool foundInBase = reader.Strings.TryGet(kernel.NextStringOffset() - 1, out _);

        Assert.That((read, reader.TypeId, found, foundInBase), Is.EqualTo((true, own, true, false)));
    }

    [Test]
    public void It_stays_where_it_was_when_a_record_is_bad([Values] bool bigEndian)
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        builder.AddPointer(7);
        builder.AddRaw(0, RawBtf.Info((BtfKind)99), 0);
        byte[] data = builder.ToRawArray();

        BtfTypeReader reader = new(data, firstTypeId: 50);
        reader.Read();
        BtfError first = ReadError(ref reader);
        BtfError second = ReadError(ref reader);

        Rejection.Expect(first, BtfErrorCode.UnknownKind, 24 + 12 + 4, 51, "Kind 99 is unknown");
        Assert.That(second.Message, Is.EqualTo(first.Message));
        Assert.That((reader.TypeId, reader.ByteOffset, reader.Current.SizeOrType), Is.EqualTo((50, 24, 7)));
    }

    [Test]
    public void A_word_past_the_record_is_out_of_range([Values] bool bigEndian, [Values(-1, 3, int.MaxValue)] int index)
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        builder.AddPointer(1);
        byte[] data = builder.ToArray();

        Assert.That(() => Word(data, index), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    private static uint Word(byte[] data, int index)
    {
        BtfTypeReader reader = new(data);
        reader.Read();
        return reader.Current.GetWord(index);
    }

    private static BtfError ReadError(ref BtfTypeReader reader)
    {
        try
        {
            reader.Read();
            return default;
        }
        catch (BtfFormatException e)
        {
            return e.Error;
        }
    }

    private static bool HasRecord(BtfTypeReader reader)
    {
        try
        {
            return reader.Current.WordCount > 0;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static void AssertAgrees(byte[] data, byte[]? baseData)
    {
        using BtfObject? baseObject = baseData is null ? null : BtfObject.FromMemory(baseData);
        using BtfObject btf = baseObject is null ? BtfObject.FromMemory(data) : BtfObject.FromMemory(data, baseObject);
        AssertAgrees(data, btf);
    }

    // Compared by hand: an assertion for each of millions of words would take minutes.
    private static void AssertAgrees(byte[] data, BtfObject btf)
    {
        uint firstString = btf.Base is null ? 0 : btf.NextStringOffset - btf.Header.StringLength;
        int count = 0;
        BtfTypeReader reader = new(data, btf.FirstTypeId, firstString);
        while (reader.Read())
        {
            count++;
            if (!Agrees(reader, btf[reader.TypeId]))
            {
                Assert.Fail($"Type [{reader.TypeId}] at byte {reader.ByteOffset} differs: {btf[reader.TypeId]}");
            }
        }

        Assert.That(count, Is.EqualTo(btf.TypeCount));
    }

    private static bool Agrees(BtfTypeReader reader, BtfType type)
    {
        BtfRecord record = reader.Current;
        bool same =
            record.Kind == type.Kind && record.Vlen == type.Vlen && record.KindFlag == type.KindFlag && record.NameOffset == type.NameOffset &&
            record.SizeOrType == type.SizeOrType && reader.ByteOffset == type.ByteOffset && record.Bytes.Length == type.ByteLength &&
            record.WordCount * 4 == type.ByteLength && record.GetWord(0) == type.NameOffset && record.GetWord(2) == type.SizeOrType;
        for (int word = 3; word < record.WordCount; word++)
        {
            same &= record.GetWord(word) == type.ReadTail((uint)word * 4);
        }

        return same && (!reader.Strings.TryGet(record.NameOffset, out ReadOnlySpan<byte> name) || name.SequenceEqual(type.Name.Utf8));
    }
}
