using System.Buffers.Binary;
using Btf.Compression;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Images that the corpus does not have, made by the rules of boot protocols: EFI zboot, raw images, and broken ones.</summary>
[TestFixture]
public sealed class KernelImageTests
{
    private static readonly string[] _formats = ["gzip", "xz", "xz-x86", "lzma", "zstd", "bzip2", "lz4", "lz4-legacy"];
    private static readonly byte[] _btf = SampleBtf.EveryKind().ToArray();

    [OneTimeSetUp]
    public void RegisterFormats() => BtfCompression.Register();

    [TestCaseSource(nameof(_formats))]
    public void A_bzImage_has_its_kernel_where_it_says(string format) => Expect(BzImage(format, appendSize: format != "gzip"));

    [TestCaseSource(nameof(_formats))]
    public void A_bzImage_that_says_nothing_of_its_kernel_is_searched(string format)
    {
        byte[] old = BzImage(format);
        BinaryPrimitives.WriteUInt16LittleEndian(old.AsSpan(0x206), 0x207);
        byte[] wrong = BzImage(format);
        BinaryPrimitives.WriteUInt32LittleEndian(wrong.AsSpan(0x248), 0x7FFF_FFFF);

        Expect(old);
        Expect(wrong);
    }

    [TestCaseSource(nameof(_formats))]
    public void An_EFI_zboot_image_has_its_kernel_where_it_says(string format)
    {
        byte[] payload = Packer.Pack(format, RawImage("ARM\x64", _btf));
        byte[] image = new byte[256];
        "MZ\0\0zimg"u8.CopyTo(image);
        BinaryPrimitives.WriteInt32LittleEndian(image.AsSpan(8), image.Length);
        BinaryPrimitives.WriteInt32LittleEndian(image.AsSpan(12), payload.Length);

        Expect([.. image, .. payload, .. new byte[100]]);
    }

    [TestCase("ARM\x64")]
    [TestCase("RSC\x05")]
    public void A_raw_image_is_searched_for_BTF(string magic)
    {
        byte[] image = RawImage(magic, _btf);

        Expect(image);
        Expect(Packer.Gzip(image));
    }

    [Test]
    public void Of_several_BTFs_in_an_image_the_largest_is_the_kernels([Values] bool bigEndian)
    {
        BtfBuilder small = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        small.AddInt("int", 4);
        byte[] large = SampleBtf.EveryKind(bigEndian).ToArray();
        byte[] image = RawImage("ARM\x64", [.. small.ToArray(), .. Noise(1000), .. large, .. Noise(1000), .. small.ToArray()]);

        using BtfObject btf = BtfObject.FromMemory(image);

        Assert.That(btf.RawData.SequenceEqual(large), Is.True);
    }

    [Test]
    public void Magic_numbers_in_random_data_are_passed_over()
    {
        List<byte> image = [1, 2, 3, 4];
        foreach (BtfDecompressor format in BtfDecompressor.Beside([]))
        {
            for (int i = 0; i < 3; i++)
            {
                image.AddRange(Noise(500));
                image.AddRange(format.Magic);
            }
        }

        image.AddRange([0x9F, 0xEB, 1, 0]);
        image.AddRange(Noise(100));
        image.AddRange(Packer.Gzip("an initial file system"u8.ToArray()));
        byte[] without = [.. image];
        byte[] with = [.. image, .. Packer.Pack("xz", Vmlinux()), .. Noise(1000)];

        Expect(with);
        Rejection.Expect(Rejection.Of(without), BtfErrorCode.BadMagic, 0, 0, "its first bytes are 01020304");
    }

    [Test]
    public void Very_many_magic_numbers_end_the_search_soon([Values] bool bigEndian)
    {
        byte[] magic = bigEndian ? [0xEB, 0x9F, 1, 0, 0, 0, 0, 24] : [0x9F, 0xEB, 1, 0, 24, 0, 0, 0];
        byte[] data = [0, .. Enumerable.Repeat((byte[])[.. magic, 0x1F, 0x8B, 8, 0, 0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0], 20_000).SelectMany(bytes => bytes)];
        using HostileInput hostile = new(data.Length);

        hostile.Try(data, "magic numbers");

        Assert.That(hostile.Refused, Is.EqualTo(1));
    }

    [Test]
    public void A_kernel_without_BTF_says_what_it_has()
    {
        ElfBuilder elf = new();
        elf.Add(".text", Noise(1000));
        byte[] image = BzImage("gzip", kernel: elf.Build());

        Rejection.Expect(Rejection.Of(image), BtfErrorCode.NoBtf, -1, 0, "no .BTF section: it has .text .shstrtab");
        Rejection.Expect(Rejection.Of(RawImage("ARM\x64", Noise(100))), BtfErrorCode.NoBtf, -1, 0, "It is a kernel image, and no BTF was found in it");
    }

    [Test]
    public void Every_shorter_image_is_refused()
    {
        byte[] image = BzImage("gzip");
        using HostileInput hostile = new(image.Length);
        for (int length = 0; length < image.Length; length++)
        {
            hostile.Try(image.AsSpan(0, length), $"{length} bytes");
        }

        // The data after the compressed kernel is not part of it.
        Assert.That(hostile.Opened, Is.LessThan(60));
    }

    private static void Expect(byte[] image)
    {
        using BtfObject btf = BtfObject.FromMemory(image);

        Assert.That(btf.RawData.SequenceEqual(_btf), Is.True);
    }

    private static byte[] Vmlinux()
    {
        ElfBuilder elf = new();
        elf.Add(".text", Noise(3000));
        elf.Add(".BTF", _btf);
        return elf.Build();
    }

    private static byte[] BzImage(string format, bool appendSize = false, byte[]? kernel = null)
    {
        const int sectors = 3;
        const int before = 50;
        kernel ??= Vmlinux();
        byte[] payload = Packer.Pack(format, kernel);
        if (appendSize)
        {
            payload = [.. payload, .. BitConverter.GetBytes(kernel.Length)];
        }

        byte[] setup = new byte[(sectors + 1) * 512];
        setup[0x1F1] = sectors;
        setup[0x1FE] = 0x55;
        setup[0x1FF] = 0xAA;
        "HdrS"u8.CopyTo(setup.AsSpan(0x202));
        BinaryPrimitives.WriteUInt16LittleEndian(setup.AsSpan(0x206), 0x20F);
        BinaryPrimitives.WriteInt32LittleEndian(setup.AsSpan(0x248), before);
        BinaryPrimitives.WriteInt32LittleEndian(setup.AsSpan(0x24C), payload.Length);
        return [.. setup, .. Noise(before), .. payload, .. Noise(50)];
    }

    private static byte[] RawImage(string magic, byte[] content)
    {
        byte[] head = new byte[64];
        "MZ"u8.CopyTo(head);
        for (int i = 0; i < magic.Length; i++)
        {
            head[0x38 + i] = (byte)magic[i];
        }

        return [.. head, .. Noise(4001), .. content, .. Noise(4000)];
    }

    private static byte[] Noise(int length)
    {
        byte[] noise = new byte[length];
        new Random(length).NextBytes(noise);
        return noise;
    }
}
