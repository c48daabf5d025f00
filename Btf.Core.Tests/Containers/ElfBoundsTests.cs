using System.Buffers.Binary;
using Btf.Compression;
using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture]
public sealed class ElfBoundsTests
{
    private const int Seed = 20261124;

    [OneTimeSetUp]
    public void RegisterFormats() => BtfCompression.Register();

    [Test]
    public void Without_BTF_the_error_lists_the_sections([Values] bool is64, [Values] bool bigEndian)
    {
        ElfBuilder elf = new(is64, bigEndian);
        elf.Add(".text", [1]);
        elf.Add(".BTF_ids", [2]);
        elf.Add("odd\u0001name", []);

        Rejection.Expect(Rejection.Of(elf.Build()), BtfErrorCode.NoBtf, -1, 0, "no .BTF section: it has .text .BTF_ids odd?name .shstrtab");
    }

    [Test]
    public void Of_very_many_sections_the_first_are_listed()
    {
        ElfBuilder elf = new();
        for (int i = 0; i < 100; i++)
        {
            elf.Add($"s{i}", []);
        }

        Rejection.Expect(Rejection.Of(elf.Build()), BtfErrorCode.NoBtf, -1, 0, "s59 and 41 more");
    }

    [Test]
    public void A_file_without_a_section_table_has_no_BTF([Values] bool is64)
    {
        byte[] elf = new ElfBuilder(is64).Build();
        elf.AsSpan(is64 ? 40 : 32, is64 ? 8 : 4).Clear();
        elf.AsSpan(is64 ? 60 : 48, 2).Clear();

        Rejection.Expect(Rejection.Of(elf), BtfErrorCode.NoBtf, -1, 0, "it has no sections");
    }

    [Test]
    public void A_section_of_type_NOBITS_is_refused() => Expect(section => section.Type = 8, "is of type NOBITS");

    [Test]
    public void A_section_that_leaves_the_file_is_refused()
    {
        Expect(section => section.Size = 100_000, "of 100000 bytes from byte 68 leaves the file");
        Expect(section => section.Size = ulong.MaxValue, "leaves the file");
        Expect(section => section.Offset = ulong.MaxValue - 10, "leaves the file");
        Expect(section => section.Offset = 1 << 20, "leaves the file");
    }

    [Test]
    public void A_section_that_overlaps_something_is_refused()
    {
        Expect(section => section.Offset = 66, "overlaps section 1, '.text'");
        Expect(section => section.Offset = 0, "overlaps the file's headers");
        Expect(section => section.Size = (ulong)section.Content.Length + 1, "overlaps section 3, '.shstrtab'");
    }

    [Test]
    public void A_section_table_that_is_nowhere_is_refused([Values] bool is64)
    {
        int place = is64 ? 40 : 32;
        int sizes = is64 ? 58 : 46;
        using (Assert.EnterMultipleScope())
        {
            Expect(is64, elf => elf[place + 3] = 0x7F, place, "leaves the file");
            Expect(is64, elf => elf.AsSpan(place, is64 ? 8 : 4).Fill(0xFF), place, "leaves the file");
            Expect(is64, elf => elf.AsSpan(place, 2).Clear(), place, "has no section table");
            Expect(is64, elf => BinaryPrimitives.WriteUInt32LittleEndian(elf.AsSpan(place), 20), place, "inside the header");
            Expect(is64, elf => elf[sizes] = 12, sizes, "are too short");
            Expect(is64, elf => elf[sizes + 3] = 0x10, place, "leaves the file");
            Expect(is64, elf => elf[sizes + 4] = 77, sizes + 4, "names are in section 77; there are 4");
            Expect(is64, elf => elf[4] = 3, 4, "neither 32 nor 64 bits");
            Expect(is64, elf => elf[5] = 0, 5, "not a byte order");
        }
    }

    [Test]
    public void A_count_in_the_first_section_that_overflows_is_refused([Values(0x0400_0000_0000_0001u, ulong.MaxValue, 1u << 30)] ulong count)
    {
        ElfBuilder builder = new();
        builder.Add(".BTF", []);
        byte[] elf = builder.Build();
        BinaryPrimitives.WriteUInt16LittleEndian(elf.AsSpan(60), 0);
        BinaryPrimitives.WriteUInt64LittleEndian(elf.AsSpan(builder.TableOffset + 32), count);

        Rejection.Expect(Rejection.Of(elf), BtfErrorCode.BadElf, 40, 0, "leaves the file");
    }

    [Test]
    public void Names_that_are_nowhere_are_refused_or_have_no_BTF()
    {
        ElfBuilder builder = new();
        builder.Add(".BTF", SampleBtf.EveryKind().ToArray());
        byte[] elf = builder.Build();
        int names = builder.TableOffset + (2 * builder.EntryLength);
        byte[] noName = [.. elf];
        noName.AsSpan(builder.TableOffset + builder.EntryLength, 4).Fill(0xFF);
        byte[] noNames = [.. elf];
        noNames[62] = 0;
        elf[names + 28] = 1;

        using (Assert.EnterMultipleScope())
        {
            Rejection.Expect(Rejection.Of(elf), BtfErrorCode.BadElf, names, 0, "section of names");
            Rejection.Expect(Rejection.Of(noName), BtfErrorCode.NoBtf, -1, 0, "it has (no name) .shstrtab");
            Rejection.Expect(Rejection.Of(noNames), BtfErrorCode.NoBtf, -1, 0, "(no name) (no name)");
        }
    }

    [Test]
    public void A_compressed_section_that_lies_is_refused([Values] bool is64, [Values("zlib", "zstd")] string format)
    {
        byte[] btf = SampleBtf.EveryKind().ToArray();
        byte[] packed = format == "zlib" ? Packer.Zlib(btf) : Packer.Pack(format, btf);
        byte[] damaged = [.. packed];
        damaged[packed.Length / 2] ^= 0x55;
        uint method = format == "zlib" ? 1u : 2;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Compressed(method, packed, (uint)btf.Length - 1).Code, Is.EqualTo(BtfErrorCode.DecompressedTooLarge));
            Assert.That(Compressed(method, packed, uint.MaxValue).Message, Does.Contain("inflates to"));
            Assert.That(Compressed(method, damaged, (uint)btf.Length).Code, Is.AnyOf(BtfErrorCode.BadCompression, BtfErrorCode.DecompressedTooLarge));
            Assert.That(Compressed(method, packed[..^20], (uint)btf.Length).Code, Is.EqualTo(BtfErrorCode.BadCompression));
            Assert.That(Compressed(method, [], (uint)btf.Length).Code, Is.EqualTo(BtfErrorCode.BadCompression));
            Assert.That(Compressed(3, packed, (uint)btf.Length).Message, Does.Contain("method 3, which is not known"));
        }

        BtfError Compressed(uint type, byte[] data, uint size)
        {
            ElfBuilder elf = new(is64);
            elf.AddCompressed(".BTF", type, data, size);
            return Rejection.Of(elf.Build());
        }
    }

    [Test]
    public void A_compressed_section_too_short_for_its_header_is_refused()
    {
        ElfBuilder elf = new();
        elf.Add(".BTF", new byte[23]).Flags = 0x800;

        Rejection.Expect(Rejection.Of(elf.Build()), BtfErrorCode.BadElf, 64, 0, "too short for the header");
    }

    [Test]
    public void Every_shorter_file_is_refused([Values] bool is64, [Values] bool bigEndian)
    {
        byte[] elf = Sample(is64, bigEndian);
        using HostileInput hostile = new(elf.Length);

        for (int length = 0; length < elf.Length; length++)
        {
            hostile.Try(elf.AsSpan(0, length), $"{length} bytes");
        }

        Assert.That((hostile.Refused, hostile.Opened), Is.EqualTo((elf.Length, 0)));
    }

    [Test]
    public void Mutated_files_are_refused_or_walked([Values] bool is64, [Values] bool bigEndian)
    {
        byte[] elf = Sample(is64, bigEndian);
        Random random = new(Seed);
        using HostileInput hostile = new(elf.Length);
        byte[] mutant = new byte[elf.Length];
        for (int i = 0; i < 2000; i++)
        {
            elf.CopyTo(mutant, 0);
            for (int changes = random.Next(1, 4); changes > 0; changes--)
            {
                // Most of the file is BTF, which has tests of its own; these test the header and the table.
                int place = random.Next(2) == 0 ? random.Next(4, 64) : random.Next(elf.Length - 300, elf.Length);
                mutant[place] = random.Next(3) switch
                {
                    0 => 0xFF,
                    1 => (byte)(mutant[place] ^ (1 << random.Next(8))),
                    _ => (byte)random.Next(256),
                };
            }

            hostile.Try(mutant, $"seed {Seed}, case {i}");
        }

        Assert.That((hostile.Opened > 0, hostile.Refused > 0), Is.EqualTo((true, true)));
    }

    private static byte[] Sample(bool is64, bool bigEndian)
    {
        byte[] btf = SampleBtf.EveryKind(bigEndian).ToArray();
        ElfBuilder elf = new(is64, bigEndian);
        elf.Add(".text", new byte[20]);
        elf.AddCompressed(".BTF", 1, Packer.Zlib(btf), (uint)btf.Length);
        elf.Add(".data", new byte[9]);
        return elf.Build();
    }

    private static void Expect(Action<ElfBuilderSection> change, string says)
    {
        ElfBuilder elf = new();
        elf.Add(".text", [1, 2, 3, 4]);
        ElfBuilderSection section = elf.Add(".BTF", SampleBtf.EveryKind().ToArray());
        change(section);
        byte[] file = elf.Build();

        Rejection.Expect(Rejection.Of(file), BtfErrorCode.BadElf, elf.TableOffset + (2 * elf.EntryLength), 0, says);
    }

    private static void Expect(bool is64, Action<byte[]> change, long byteOffset, string says)
    {
        ElfBuilder builder = new(is64);
        builder.Add(".text", [1, 2, 3, 4]);
        builder.Add(".BTF", SampleBtf.EveryKind().ToArray());
        byte[] elf = builder.Build();
        change(elf);

        Rejection.Expect(Rejection.Of(elf), BtfErrorCode.BadElf, byteOffset, 0, says);
    }
}
