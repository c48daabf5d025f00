using System.Formats.Tar;
using System.Text;
using Btf.Compression;
using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture]
public sealed class CompressedFileTests
{
    private static readonly byte[] _btf = SampleBtf.EveryKind().ToArray();
    private static readonly Dictionary<string, byte[]> _packed = [];

    private static IEnumerable<string> Formats => Packer.Programs.Keys.Prepend("gzip");

    [OneTimeSetUp]
    public void RegisterFormats() => BtfCompression.Register();

    [TestCaseSource(nameof(Formats))]
    public void A_file_opens_in_every_format(string format)
    {
        using BtfObject btf = BtfObject.FromMemory(Pack(format));

        Assert.That(btf.RawData.SequenceEqual(_btf), Is.True);
    }

    [TestCaseSource(nameof(Formats))]
    public void Real_machine_code_comes_through_every_format(string format)
    {
        // It has branches for every filter, and more bytes than any buffer.
        byte[] code = File.ReadAllBytes(typeof(object).Assembly.Location)[..150_000];
        ElfBuilder elf = new();
        elf.Add(".text", code);
        elf.Add(".BTF", _btf);
        elf.Add(".BTF.ext", code);
        byte[] packed = Packer.Pack(format, elf.Build());
        using TemporaryFolder folder = new();

        using BtfSections sections = BtfSections.Open(folder.Write("module", packed));

        Assert.That(sections.BtfExt.SequenceEqual(code), Is.True);
        Assert.That(sections.Btf.SequenceEqual(_btf), Is.True);
    }

    [TestCaseSource(nameof(Formats))]
    public void A_file_cut_short_anywhere_is_refused(string format)
    {
        byte[] packed = Pack(format);
        using HostileInput hostile = new(packed.Length);
        int step = LongRun.Rounds(usual: 61, many: 1);
        for (int length = 0; length < packed.Length; length += length < 64 || length > packed.Length - 64 ? 1 : step)
        {
            hostile.Try(packed.AsSpan(0, length), $"{length} bytes");
        }

        BtfError error = Rejection.Of(packed[..^3]);
        Assert.That(hostile.Opened, Is.LessThanOrEqualTo(1), "a legacy lz4 frame or an lzma file may end there without an error");
        Assert.That(error.Code, Is.AnyOf(BtfErrorCode.BadCompression, BtfErrorCode.SectionOutOfRange));
    }

    [TestCaseSource(nameof(Formats))]
    public void A_damaged_file_is_refused_or_walked(string format)
    {
        byte[] packed = Pack(format);
        byte[] mutant = new byte[packed.Length];
        Random random = new(1);
        using HostileInput hostile = new(packed.Length);
        int cases = LongRun.Rounds(usual: 30, many: 100);
        for (int i = 0; i < cases; i++)
        {
            packed.CopyTo(mutant, 0);
            mutant[random.Next(4, packed.Length)] ^= (byte)random.Next(1, 256);
            hostile.Try(mutant, $"case {i}");
        }

        Assert.That(hostile.Refused, Is.Positive);
    }

    [TestCaseSource(nameof(Formats))]
    public void A_bomb_stops_at_the_bound(string format)
    {
        byte[] bomb = Packer.Pack(format, [0x9F, 0xEB, .. new byte[5 << 18]]);
        BtfOpenOptions options = new() { MaxDecompressedSize = 1 << 20 };
        bool opened = BtfObject.TryFromMemory(bomb, out _, out BtfError error, options: options);

        Assert.That(opened, Is.False);
        Rejection.Expect(error, BtfErrorCode.DecompressedTooLarge, 0, 0, "more than 1048576 bytes, which is what BtfOpenOptions.MaxDecompressedSize allows");
    }

    [Test]
    public void Ten_gigabytes_of_zeros_stop_at_the_bound_from_a_file()
    {
        using TemporaryFolder folder = new();
        string path = folder.PathOf("bomb.gz");
        WriteZeros(path, 10L << 30);
        BtfOpenOptions options = new() { MaxDecompressedSize = 16 << 20 };

        bool opened = BtfObject.TryOpen(path, out _, out BtfError error, options);

        Assert.That((opened, error.Code), Is.EqualTo((false, BtfErrorCode.DecompressedTooLarge)));
    }

    [Test]
    public void The_bound_is_exact_and_counts_all_layers()
    {
        byte[] twice = Packer.Gzip(Packer.Gzip(_btf));
        int inner = Packer.Gzip(_btf).Length;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Opens(Packer.Gzip(_btf), _btf.Length), Is.True);
            Assert.That(Opens(Packer.Gzip(_btf), _btf.Length - 1), Is.False);
            Assert.That(Opens(twice, _btf.Length + inner), Is.True);
            Assert.That(Opens(twice, _btf.Length + inner - 1), Is.False);
            Assert.That(Opens(_btf, 0), Is.True);
            Assert.That(() => new BtfOpenOptions { MaxDecompressedSize = -1 }, Throws.TypeOf<ArgumentOutOfRangeException>());
        }

        static bool Opens(byte[] data, int bound)
        {
            bool opened = BtfObject.TryFromMemory(data, out BtfObject? btf, out _, options: new BtfOpenOptions { MaxDecompressedSize = bound });
            btf?.Dispose();
            return opened;
        }
    }

    [Test]
    public void What_is_compressed_too_many_times_over_is_refused()
    {
        byte[] data = _btf;
        for (int i = 0; i < 5; i++)
        {
            data = Packer.Gzip(data);
        }

        Rejection.Expect(Rejection.Of(data), BtfErrorCode.DecompressedTooLarge, -1, 0, "more than 4 times");
    }

    [Test]
    public void What_follows_gzip_data_does_not_matter_and_members_are_one()
    {
        byte[] halves = [.. Packer.Gzip(_btf[..100]), .. Packer.Gzip(_btf[100..])];
        byte[] padded = [.. halves, .. new byte[512]];
        using BtfObject whole = BtfObject.FromMemory(halves);
        using BtfObject more = BtfObject.FromMemory(padded);

        Assert.That(whole.RawData.SequenceEqual(_btf), Is.True);
        Assert.That(more.RawData.SequenceEqual(_btf), Is.True);
    }

    [Test]
    public void Lzo_is_named_and_not_supported() =>
        Rejection.Expect(
            Rejection.Of([0x89, .. "LZO"u8, 0, 0x0D, 0x0A, 0x1A, 0x0A, .. new byte[50]]), BtfErrorCode.UnsupportedCompression, -1, 0, "lzo, which is not supported");

    [Test]
    public void A_format_that_nobody_registered_is_named_with_the_call_that_adds_it() =>
        Assert.That(CompressionFormats.Unsupported("xz").Message, Does.Contain("compressed with xz").And.Contain("BtfCompression.Register()"));

    [Test]
    public void Formats_are_registered_once_by_name()
    {
        int before = BtfDecompressor.Beside([]).Length;
        BtfCompression.Register();

        Assert.That(BtfDecompressor.Beside([]), Has.Length.EqualTo(before));
        Assert.That(BtfDecompressor.Beside([]).Select(format => format.Name), Is.Unique);
        Assert.That(() => BtfDecompressor.Register(null!), Throws.ArgumentNullException);
    }

    [TestCase("a letter, and not BTF", "it is text")]
    [TestCase("#!/bin/sh\nexit\n\n\n\n\n\n\n\n\n\n\n", "it is a script")]
    [TestCase("\u0089PNG\r\n\u001a\n and so on, some more bytes", "it is a PNG image")]
    [TestCase("\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u0009 and so on, some more", "its first bytes are 0102030405060708")]
    public void What_is_something_else_is_told_what_it_is(string content, string says)
    {
        byte[] data = [.. Encoding.Latin1.GetBytes(content), .. "          "u8];

        using (Assert.EnterMultipleScope())
        {
            Rejection.Expect(Rejection.Of(data), BtfErrorCode.BadMagic, 0, 0, $"({says})");
            Rejection.Expect(Rejection.Of(Packer.Gzip(data)), BtfErrorCode.BadMagic, 0, 0, $"({says}), compressed with gzip");
        }
    }

    [Test]
    public void An_archive_is_told_to_be_one_whatever_is_in_it()
    {
        using MemoryStream archive = new();
        using (TarWriter writer = new(archive, leaveOpen: true))
        {
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "vmlinux") { DataStream = new MemoryStream(_btf) });
        }

        byte[] tar = archive.ToArray();
        tar[0] = 0xFF;
        Rejection.Expect(Rejection.Of(Packer.Gzip(tar)), BtfErrorCode.BadMagic, 0, 0, "(it is a tar archive), compressed with gzip");
    }

    private static byte[] Pack(string format)
    {
        if (!_packed.TryGetValue(format, out byte[]? packed))
        {
            packed = _packed[format] = Packer.Pack(format, _btf);
        }

        return packed;
    }

    private static void WriteZeros(string path, long length)
    {
        // Gzip members may follow each other: the same member of 64 MiB, many times.
        byte[] member = Packer.Gzip(new byte[64 << 20]);
        using FileStream file = File.Create(path);
        for (long written = 0; written < length; written += 64 << 20)
        {
            file.Write(member);
        }
    }
}
