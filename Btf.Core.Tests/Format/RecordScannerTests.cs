using System.Runtime.InteropServices;
using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture]
public sealed class RecordScannerTests
{
    private static readonly int _length = LongRun.Rounds(usual: 1 << 18, many: 1 << 20);
    private const uint LayoutKind = 77;
    private static readonly RawLayoutEntry _layoutEntry = new(8, 4);
    private static readonly uint[] _kinds = [.. Enumerable.Range(1, 19).Select(kind => (uint)kind)];

    private static IEnumerable<TestCaseData> Files => Corpus.Cases();

    [TestCaseSource(nameof(Files))]
    public void It_finds_the_records_of_a_corpus_file_in_both_byte_orders(CorpusFile file)
    {
        byte[] data = Corpus.ReadBtf(file.Path);
        byte[] swapped = ByteSwapper.Swap(data);

        AssertSame(BtfHeader.Parse(data).Types(data), RawWalk.IsBigEndian(data));
        AssertSame(BtfHeader.Parse(swapped).Types(swapped), RawWalk.IsBigEndian(swapped));
    }

    [Test]
    public void It_finds_records_of_one_kind([Values] bool bigEndian, [ValueSource(nameof(_kinds))] uint kind, [Values] bool deceptive)
    {
        RandomTypes types = new((int)kind, bigEndian);
        for (int i = 0; types.Length < _length; i++)
        {
            int vlen = i * 7 % 23;
            Add(types, kind, vlen, RandomTypes.WordsAfterHead(kind, vlen), deceptive);
        }

        AssertSame(types.ToArray(), bigEndian);
    }

    [Test]
    public void It_finds_records_of_random_kinds([Values] bool bigEndian, [Values] bool deceptive, [Values(0, 3, 40)] int maxVlen)
    {
        RandomTypes types = new(maxVlen, bigEndian);
        while (types.Length < 2 * _length)
        {
            (uint kind, int vlen, int words) = types.NextShape(maxVlen);
            Add(types, kind, vlen, words, deceptive);
        }

        AssertSame(types.ToArray(), bigEndian);
    }

    [Test]
    public void It_steps_over_huge_records([Values] bool bigEndian, [Values(4u, 5u, 6u, 13u, 15u, 19u)] uint kind, [Values] bool deceptive)
    {
        const int huge = 100_000;
        RandomTypes types = new(3, bigEndian);
        for (int i = 0; i < 2; i++)
        {
            // An odd number of 16-byte records comes first, so that heads inside the huge record do not meet its end.
            Add(types, 1, 0, 1, deceptive);
            Add(types, kind, huge + i, RandomTypes.WordsAfterHead(kind, huge + i), deceptive);
            for (int j = 0; j < 5000; j++)
            {
                Add(types, 2, 0, 0, deceptive);
            }
        }

        AssertSame(types.ToArray(), bigEndian);
    }

    [Test]
    public void Members_that_are_pointers_to_the_eye_do_not_count([Values] bool bigEndian, [Values(0, 1, 2)] int phase)
    {
        const int vlen = 60_000;
        const uint pointer = 2u << 24;
        EndianWriter types = new(bigEndian);
        Write(types, 0, RawBtf.Info(BtfKind.Struct, vlen), 0);
        for (int word = 0; word < 3 * vlen; word++)
        {
            types.WriteUInt32(word % 3 == phase ? pointer : 0);
        }

        Write(types, 0, pointer, 1);

        Assert.That(AssertSame(types.ToArray(), bigEndian), Is.EqualTo(2));
    }

    [Test]
    public void It_stops_at_a_bad_record_as_a_plain_walk_does([Values] bool bigEndian, [Values] bool deceptive, [Range(1, 25)] int seed)
    {
        RandomTypes types = new(seed, bigEndian);
        Random random = new(seed);
        int place = random.Next(400_000);
        bool planted = false;
        while (types.Length < 500_000)
        {
            if (!planted && types.Length >= place)
            {
                Add(types, (seed % 3) switch { 0 => 0u, 1 => 127u, _ => 4u }, seed % 3 == 2 ? 0xFF_FFFF : 0, 0, deceptive);
                planted = true;
            }

            (uint kind, int vlen, int words) = types.NextShape(9);
            Add(types, kind, vlen, words, deceptive);
        }

        byte[] section = types.ToArray();
        int good = AssertSame(section, bigEndian);
        AssertErrorAfter(good, section, bigEndian);
    }

    [Test]
    public void It_stops_where_the_section_ends_inside_a_record([Values] bool bigEndian, [Range(1, 24)] int missing)
    {
        RandomTypes types = new(missing, bigEndian);
        while (types.Length < 100_000)
        {
            types.Add(5, 3, 9);
        }

        byte[] section = types.ToArray()[..^missing];
        int good = AssertSame(section, bigEndian);
        AssertErrorAfter(good, section, bigEndian);
    }

    [Test]
    public void It_finds_records_in_sections_about_as_long_as_the_threshold([Values] bool bigEndian, [Range(-40, 40, 4)] int difference)
    {
        RandomTypes types = new(1, bigEndian);
        while (types.Length < RecordScanner.InterleaveThreshold + 100)
        {
            types.Add(2, 0, 0);
        }

        AssertSame(types.ToArray().AsSpan(0, RecordScanner.InterleaveThreshold + difference), bigEndian);
    }

    [Test]
    public void It_takes_the_sizes_of_unknown_kinds_from_a_layout([Values] bool bigEndian, [Values] bool deceptive)
    {
        RandomTypes types = new(5, bigEndian);
        for (int i = 0; types.Length < _length; i++)
        {
            (uint kind, int vlen, int words) = i % 3 == 0 ? (LayoutKind, i % 11, 2 + i % 11) : types.NextShape(6);
            Add(types, kind, vlen, words, deceptive);
        }

        AssertSame(types.ToArray(), bigEndian, LayoutKind);
    }

    [Test]
    public void Too_little_room_is_refused()
    {
        byte[] section = new byte[120];

        Assert.That(() => RecordScanner.Scan(section, false, RecordSizes.Known, new uint[10], out _), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    private static void Add(RandomTypes types, uint kind, int vlen, int words, bool deceptive)
    {
        if (deceptive)
        {
            types.AddDeceptive(kind, vlen, words);
        }
        else
        {
            types.Add(kind, vlen, words);
        }
    }

    private static void Write(EndianWriter types, uint name, uint info, uint sizeOrType)
    {
        types.WriteUInt32(name);
        types.WriteUInt32(info);
        types.WriteUInt32(sizeOrType);
    }

    private static int AssertSame(ReadOnlySpan<byte> section, bool bigEndian, uint layoutKind = 0)
    {
        Span<ulong> sizes = stackalloc ulong[RecordFormat.KindCount];
        RecordSizes.Known.CopyTo(sizes);
        if (layoutKind != 0)
        {
            byte[] layout = new byte[RecordFormat.KindCount * 4];
            (layout[layoutKind * 4], layout[layoutKind * 4 + 1]) = (_layoutEntry.InfoSize, _layoutEntry.ElementSize);
            RecordSizes.AddLayout(layout, sizes);
        }

        List<uint> expected = PlainWalk.Starts(section, bigEndian, layoutKind, _layoutEntry, out long expectedEnd);
        uint[] starts = new uint[RecordScanner.Capacity(section.Length)];
        int count = RecordScanner.Scan(section, bigEndian == BitConverter.IsLittleEndian, sizes, starts, out long end);

        bool same = starts.AsSpan(0, count).SequenceEqual(CollectionsMarshal.AsSpan(expected));
        Assert.That((count, end, same), Is.EqualTo((expected.Count, expectedEnd, true)));
        return count;
    }

    private static void AssertErrorAfter(int good, byte[] section, bool bigEndian)
    {
        _ = PlainWalk.Starts(section, bigEndian, 0, default, out long end);
        RawEnvelope envelope = new() { TypeLength = (uint)section.Length, StringOffset = (uint)section.Length };
        byte[] header = envelope.Wrap(new BtfBuilder { ByteOrder = ByteOrders.Of(bigEndian) });
        byte[] data = [.. header.AsSpan(0, 24), .. section, 0];

        BtfError error = Rejection.ByAll(data);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(error.TypeId, Is.EqualTo(good + 1));
            Assert.That(error.ByteOffset, Is.EqualTo(24 + end).Or.EqualTo(24 + end + 4));
            Assert.That(error.Code, Is.AnyOf(BtfErrorCode.UnknownKind, BtfErrorCode.RecordTruncated));
        }
    }
}
