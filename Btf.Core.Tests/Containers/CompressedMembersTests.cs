using Btf.Compression;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Consecutive compressed members are read as by the programs of the formats.</summary>
[TestFixture]
public sealed class CompressedMembersTests
{
    private static readonly byte[] _btf = SampleBtf.EveryKind().ToArray();

    private static readonly byte[] _skippable = [0x53, 0x2A, 0x4D, 0x18, 6, 0, 0, 0, .. "ignore"u8];

    private static readonly string[] _formats = ["xz", "bzip2", "lz4", "lz4-legacy", "zstd", "gzip", "lzma", "lzma-literals"];

    private static readonly string[] _trailers = ["length", "zeros", "noise"];

    // Parts in several formats, separated by bytes that are not data.
    private static IEnumerable<TestCaseData> Wholes =>
    [
        Case("xz", "xz"),
        Case("xz", Zeros(4), "xz-crc64"),
        Case("xz", Zeros(8), "xz-delta", Zeros(4), "xz-sha256"),
        Case("xz", Zeros(1 << 20), "xz", Zeros(2)),
        Case("bzip2", "bzip2"),
        Case("bzip2", EmptyBzip2, "bzip2", EmptyBzip2),
        Case(EmptyBzip2, "bzip2", "bzip2", "bzip2"),
        Case("lz4", "lz4"),
        Case("lz4", _skippable, "lz4"),
        Case(_skippable, "lz4", _skippable, _skippable, "lz4", _skippable),
        Case("lz4-legacy", "lz4-legacy"),
        Case("lz4-legacy", _skippable, "lz4"),
        Case("lz4", "lz4-legacy", "lz4", "lz4-legacy"),
        Case("zstd", "zstd-fast"),
        Case("zstd", _skippable, "zstd"),
        Case("gzip", "gzip"),
    ];

    private static IEnumerable<TestCaseData> Trailers =>
        from format in _formats
        from trailer in _trailers
        select new TestCaseData(format, trailer) { TestName = $"{format}, then {trailer}" };

    private static byte[] EmptyBzip2 => [.. "BZh9"u8, 0x17, 0x72, 0x45, 0x38, 0x50, 0x90, 0, 0, 0, 0];

    [OneTimeSetUp]
    public void RegisterFormats() => BtfCompression.Register();

    [TestCaseSource(nameof(Wholes))]
    public void Parts_end_to_end_are_one(object[] parts)
    {
        int count = parts.Count(part => part is string);
        byte[][] pieces = [.. Enumerable.Range(0, count).Select(i => _btf[(_btf.Length * i / count)..(_btf.Length * (i + 1) / count)])];
        int next = 0;
        byte[] packed = [.. parts.SelectMany(part => part is string format ? Packer.Pack(format, pieces[next++]) : (byte[])part)];

        using BtfObject btf = BtfObject.FromMemory(packed);

        Assert.That(btf.RawData.SequenceEqual(_btf), Is.True);
    }

    // Like the data after a kernel's payload, and like an image in which the payload's place is not known.
    [TestCaseSource(nameof(Trailers))]
    public void What_follows_and_is_no_such_data_is_not_looked_at(string format, string trailer)
    {
        byte[] bytes = trailer switch
        {
            "length" => BitConverter.GetBytes(_btf.Length),
            "zeros" => Zeros(5000),
            _ => Noise(5000),
        };

        using BtfObject btf = BtfObject.FromMemory((byte[])[.. Packer.Pack(format, _btf), .. bytes]);

        Assert.That(btf.RawData.SequenceEqual(_btf), Is.True);
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    [TestCase(7)]
    public void Padding_of_xz_that_is_no_multiple_of_four_is_refused(int length) =>
        Rejection.Expect(
            Rejection.Of([.. Packer.Pack("xz", _btf[..50]), .. Zeros(length), .. Packer.Pack("xz", _btf[50..])]),
            BtfErrorCode.BadCompression,
            0,
            0,
            $"{length} bytes are between two of its streams, which is not a multiple of 4");

    [TestCase("lzma")]
    [TestCase("lzma-literals")]
    public void A_second_lzma_stream_is_named(string format) =>
        Rejection.Expect(
            Rejection.Of([.. Packer.Pack(format, _btf[..50]), .. Packer.Pack(format, _btf[50..])]),
            BtfErrorCode.UnsupportedCompression,
            0,
            0,
            "a second lzma stream after the first");

    [Test]
    public void A_filter_that_is_not_known_is_named()
    {
        byte[] packed = Packer.Pack("xz-delta", _btf);
        Span<byte> header = packed.AsSpan(12, (packed[12] + 1) * 4);
        header[2] = 0x0C;
        BitConverter.TryWriteBytes(header[^4..], SharpCompress.Compressors.Xz.Crc32.Compute(header[..^4].ToArray()));

        Rejection.Expect(Rejection.Of(packed), BtfErrorCode.UnsupportedCompression, 0, 0, "The xz data uses an unsupported feature: filter 0xC");
    }

    [TestCase("zstd window", "The zstd data uses an unsupported feature: a window of 2^28 bytes; at most 2^27 are possible")]
    [TestCase("zstd dictionary", "The zstd data uses an unsupported feature: a dictionary of its own")]
    [TestCase("lz4 dictionary", "The lz4 data uses an unsupported feature: a dictionary of its own")]
    [TestCase("lzma dictionary", "The lzma data uses an unsupported feature: a dictionary of 4294967295 bytes; at most 134217728 are possible")]
    public void What_a_decoder_does_not_take_is_named(string what, string says)
    {
        byte[] packed = what switch
        {
            "zstd window" => [0x28, 0xB5, 0x2F, 0xFD, 0, (28 - 10) << 3, 1, 0, 0],
            "zstd dictionary" => [0x28, 0xB5, 0x2F, 0xFD, 0x21, 7, 1, 1, 0, 0],
            "lz4 dictionary" => [0x04, 0x22, 0x4D, 0x18, 0x61, 0x40, 1, 2, 3, 4, 0, 0, 0, 0, 0],
            _ => [0x5D, 0xFF, 0xFF, 0xFF, 0xFF, .. Enumerable.Repeat((byte)0xFF, 8), .. Zeros(20_000)],
        };

        Rejection.Expect(Rejection.Of(packed), BtfErrorCode.UnsupportedCompression, 0, 0, says);
    }

    [Test]
    public void Very_many_small_streams_of_bzip2_are_refused()
    {
        byte[] small = Packer.Pack("bzip2", [0x9F]);
        byte[] packed = [.. Enumerable.Repeat(small, 20_000).SelectMany(stream => stream)];

        Rejection.Expect(Rejection.Of(packed), BtfErrorCode.BadCompression, 0, 0, "so many small streams are not read");
    }

    [Test]
    public void Many_empty_streams_of_bzip2_take_no_decoder()
    {
        byte[] packed = [.. Enumerable.Repeat(EmptyBzip2, 100_000).SelectMany(stream => stream), .. Packer.Pack("bzip2", _btf)];

        using BtfObject btf = BtfObject.FromMemory(packed);

        Assert.That(btf.RawData.SequenceEqual(_btf), Is.True);
    }

    [Test]
    public void Branches_of_RiscV_come_through_their_filter()
    {
        byte[] code = File.ReadAllBytes(Fixture.PathOf("riscv-code.bin"));
        using FileStream packed = File.OpenRead(Fixture.PathOf("riscv-code.xz"));
        using Stream plain = new CompressionFormats([]).Find("xz")!.OpenRead(packed);
        using MemoryStream all = new();

        plain.CopyTo(all, 1000);

        Assert.That(all.ToArray(), Is.EqualTo(code));
    }

    private static TestCaseData Case(params object[] parts) =>
        new TestCaseData((object)parts) { TestName = string.Join(", ", parts.Select(part => part is byte[] bytes ? $"{bytes.Length} bytes" : part)) };

    private static byte[] Zeros(int length) => new byte[length];

    private static byte[] Noise(int length)
    {
        byte[] noise = new byte[length];
        new Random(1).NextBytes(noise);
        noise[0] = 0xFF;
        return noise;
    }
}
