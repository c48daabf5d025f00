using Btf.Compression;
using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture]
public sealed class WrapperTests
{
    private static readonly byte[] _btf = SampleBtf.EveryKind().ToArray();

    [OneTimeSetUp]
    public void RegisterFormats() => BtfCompression.Register();

    [TestCaseSource(typeof(Wrapper), nameof(Wrapper.Forms))]
    public void What_is_wrapped_opens(string form)
    {
        Wrapper wrapper = new(new Random(1));
        for (int i = 0; i < 16; i++)
        {
            using BtfObject btf = BtfObject.FromMemory(wrapper.Wrap(form, _btf));

            Assert.That(btf.RawData.SequenceEqual(_btf), Is.True);
        }
    }

    [TestCase("gzip", 8)]
    [TestCase("xz", 8)]
    [TestCase("lz4", 6)]
    public void A_container_whose_checksum_is_damaged_opens_when_it_is_repaired(string form, int place)
    {
        byte[] packed = new Wrapper(new Random(1)).Wrap(form, _btf);
        packed[form == "gzip" ? packed.Length - place : place] ^= 1;
        bool before = Opens(packed);

        ContainerChecksums.Repair(packed);

        Assert.That((before, Opens(packed)), Is.EqualTo((false, true)));
    }

    [Test]
    public void The_fields_of_an_ELF_file_can_be_told_in_both_classes_and_byte_orders([Values] bool is64, [Values] bool bigEndian)
    {
        ElfBuilder elf = new(is64, bigEndian);
        elf.Add(".BTF", [1]);
        ElfImage image = ElfImage.TryParse(elf.Build())!;
        ElfField[] section = image.Sections[1];

        image.Replace(section, [.. image.MakeCompressionHeader(1, _btf.Length), .. Packer.Zlib(_btf)]);
        image[section[ElfImage.FlagsField]] = ElfBuilder.CompressedFlag;

        using BtfObject btf = BtfObject.FromMemory(image.Data);
        Assert.That(btf.RawData.SequenceEqual(_btf), Is.True);
        Assert.That(image[image.CompressionHeader(section)[^2]], Is.EqualTo((ulong)_btf.Length));
    }

    private static bool Opens(byte[] data)
    {
        bool opens = BtfObject.TryFromMemory(data, out BtfObject? btf, out _);
        btf?.Dispose();
        return opens;
    }
}
