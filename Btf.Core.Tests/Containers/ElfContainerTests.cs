using System.Runtime.Versioning;
using Btf.Compression;
using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture]
[NonParallelizable]
public sealed class ElfContainerTests
{
    private static readonly string[] _packings = ["", "zlib", "zstd"];

    [OneTimeSetUp]
    public void RegisterFormats() => BtfCompression.Register();

    [Test]
    public void Sections_of_either_class_and_byte_order_are_found([Values] bool is64, [Values] bool bigEndian, [ValueSource(nameof(_packings))] string packing)
    {
        byte[] btf = SampleBtf.EveryKind(bigEndian).ToArray();
        ElfBuilder elf = new(is64, bigEndian);
        elf.Add(".text", new byte[100]);
        if (packing.Length == 0)
        {
            elf.Add(".BTF", btf);
        }
        else
        {
            byte[] packed = packing == "zlib" ? Packer.Zlib(btf) : Packer.Pack(packing, btf);
            elf.AddCompressed(".BTF", packing == "zlib" ? 1u : 2, packed, (uint)btf.Length);
        }

        using BtfObject opened = BtfObject.FromMemory(elf.Build());

        Assert.That(opened.RawData.SequenceEqual(btf), Is.True);
        Assert.That(opened.TypeCount, Is.EqualTo(19));
    }

    [Test]
    public void A_table_past_65280_sections_is_read([Values] bool is64, [Values(65_275, 65_278, 65_279, 65_300)] int others)
    {
        ElfBuilder elf = new(is64);
        for (int i = 0; i < others; i++)
        {
            elf.Add("s", []);
        }

        elf.Add(".BTF", SampleBtf.EveryKind().ToArray());

        using BtfObject btf = BtfObject.FromMemory(elf.Build());

        Assert.That(btf.TypeCount, Is.EqualTo(19));
    }

    [Test]
    public void Sections_are_read_as_bytes([Values] BtfMemoryMode mode)
    {
        byte[] btf = SampleBtf.EveryKind().ToArray();
        ElfBuilder elf = new();
        elf.Add(".BTF.ext", [1, 2, 3]);
        elf.Add(".BTF", btf);
        elf.Add(".BTF.base", [4]);
        using TemporaryFolder folder = new();
        string path = folder.Write("elf", elf.Build());
        BtfSections sections = BtfSections.Open(path, new BtfOpenOptions { MemoryMode = mode });

        Assert.That(sections.Btf.SequenceEqual(btf), Is.True);
        Assert.That(sections.BtfExt.ToArray(), Is.EqualTo(new byte[] { 1, 2, 3 }));
        Assert.That(sections.BtfBase.ToArray(), Is.EqualTo(new byte[] { 4 }));

        sections.Dispose();
        sections.Dispose();
        Assert.That(() => sections.Btf.Length, Throws.TypeOf<ObjectDisposedException>());
        Assert.That(() => sections.BtfExt.Length, Throws.TypeOf<ObjectDisposedException>());
        Assert.That(ProcessMaps.CountOf(path), Is.Zero);
    }

    [Test]
    public void Sections_of_what_has_none_are_empty()
    {
        using TemporaryFolder folder = new();
        using BtfSections sections = BtfSections.Open(folder.Write("raw", SampleBtf.EveryKind().ToArray()));
        bool opened = BtfSections.TryOpen(folder.PathOf("missing"), out _, out BtfError missing);
        bool text = BtfSections.TryOpen(folder.Write("text", "some text"u8), out BtfSections? none, out BtfError noBtf);

        Assert.That((sections.BtfBase.Length, sections.BtfExt.Length), Is.EqualTo((0, 0)));
        Assert.That((opened, missing.Code, text, none, noBtf.Code), Is.EqualTo((false, BtfErrorCode.Unreadable, false, default(BtfSections), BtfErrorCode.BadMagic)));
    }

    [TestCaseSource(nameof(Objects))]
    public void The_ext_section_of_a_BPF_object_is_that_of_the_file(CorpusFile file)
    {
        using BtfSections sections = BtfSections.Open(Corpus.PathOf(file.StoredPath));

        byte[] expected = new ElfSections(Corpus.ReadFile(file.Path)).Find(".BTF.ext") ?? [];
        Assert.That(sections.BtfExt.SequenceEqual(expected), Is.True);
    }

    [Test]
    [Platform("Linux")]
    [SupportedOSPlatform("linux")]
    public void Of_a_file_larger_than_memory_only_what_is_needed_is_touched([Values] BtfMemoryMode mode)
    {
        const long place = (3L << 30) + 12345;
        byte[] btf = SampleBtf.EveryKind().ToArray();
        using TemporaryFolder folder = new();
        string path = WriteSparse(folder.PathOf("vmlinux"), btf, place);
        long before = ProcessMaps.TotalBytes();

        using BtfObject opened = BtfObject.Open(path, new BtfOpenOptions { MemoryMode = mode });
        long mapped = ProcessMaps.TotalBytes() - before;

        Assert.That(opened.RawData.SequenceEqual(btf), Is.True);
        Assert.That(mapped, Is.LessThan(256 << 20));
        Assert.That(ProcessMaps.CountOf(path), Is.EqualTo(mode == BtfMemoryMode.Map ? 1 : 0));
    }

    [Test]
    public void Finding_a_section_allocates_nothing([Values] bool is64, [Values] bool bigEndian)
    {
        ElfBuilder builder = new(is64, bigEndian);
        builder.Add(".text", [1]);
        builder.Add(".BTF", [2]);
        byte[] elf = builder.Build();
        int place = 0;

        long allocated = Allocations.Of(() =>
        {
            _ = ElfHeader.Parse(elf, out ElfHeader header);
            ReadOnlySpan<byte> table = elf.AsSpan((int)header.TableOffset);
            ElfSection names = ElfSection.Read(table[(int)(header.NamesIndex * header.EntrySize)..], header.Is64, header.IsSwapped);
            var sections = new ElfSectionTable(header, table, elf.AsSpan((int)names.Offset, (int)names.Size), elf.Length);
            place = sections.IndexOf(".BTF");
            _ = sections.Check(place, ".BTF");
        });

        Assert.That((allocated, place), Is.EqualTo((0, 2)));
    }

    [Test]
    public void A_module_with_a_base_of_its_own_stands_on_that_and_closes_it_with_itself()
    {
        BtfBuilder kernel = SampleBtf.EveryKind();
        using BtfObject other = BtfObject.FromMemory(kernel.ToArray());
        BtfBuilder module = new(other);
        module.AddPointer(4);
        ElfBuilder elf = new();
        elf.Add(".BTF", module.ToArray());
        elf.Add(".BTF.base", kernel.ToArray());

        BtfObject opened = BtfObject.FromMemory(elf.Build());
        BtfObject own = opened.Base!;
        string type = opened[20].ToString();
        opened.Dispose();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(type, Is.EqualTo("struct pair *"));
            Assert.That(own.IsDisposed, Is.True);
            Assert.That(other.IsDisposed, Is.False);
        }
    }

    [TestCaseSource(nameof(Distilled))]
    public void A_distilled_module_over_a_kernel_is_relocated_to_it_or_names_what_has_no_match(CorpusFile file)
    {
        BtfObject kernel = CorpusObjects.Base(file.BasePath!, swapped: false);
        string path = Corpus.PathOf(file.StoredPath);
        using BtfObject own = BtfObject.Open(path);
        bool relocates = own.TryRelocateTo(kernel, out BtfObject? expected, out BtfError reason);

        bool opened = BtfObject.TryOpenSplit(path, kernel, out BtfObject? result, out BtfError error);

        using (expected)
        using (result)
        {
            Assert.That((opened, error.Message), Is.EqualTo((relocates, reason.Message)));
            Assert.That(result is null || result.RawData.SequenceEqual(expected!.RawData), Is.True);
            Assert.That(result is null || result.Base == kernel, Is.True);
        }
    }

    [Test]
    public void A_bad_base_or_a_bad_module_on_a_good_one_is_refused([Values] bool badBase)
    {
        using BtfObject kernel = SampleBtf.EveryKind().ToObject();
        ElfBuilder elf = new();
        elf.Add(".BTF", badBase ? new BtfBuilder(kernel).ToArray() : [1, 2, 3]);
        elf.Add(".BTF.base", badBase ? [0x9F, 0xEB] : kernel.RawData);

        Assert.That(Rejection.Of(elf.Build()).Code, Is.EqualTo(badBase ? BtfErrorCode.HeaderTruncated : BtfErrorCode.BadMagic));
    }

    private static IEnumerable<TestCaseData> Distilled() => Corpus.Cases(file => file.IsRelocated);

    private static IEnumerable<TestCaseData> Objects() => Corpus.Cases(file => file.Path.StartsWith("objects/", StringComparison.Ordinal));

    /// <summary>A sparse ELF file with the section after more than 3 GiB, and the table after the section.</summary>
    private static string WriteSparse(string path, byte[] btf, long place)
    {
        ElfBuilder elf = new();
        elf.Add(".BTF", []).Offset = (ulong)place;
        byte[] names = "\0.BTF\0.shstrtab\0"u8.ToArray();
        byte[] small = elf.Build();
        byte[] table = small[elf.TableOffset..];
        BitConverter.TryWriteBytes(table.AsSpan(elf.EntryLength + 32), (ulong)btf.Length);
        BitConverter.TryWriteBytes(small.AsSpan(40), place + btf.Length);
        Assert.That(small.AsSpan().IndexOf(names), Is.Positive);
        using FileStream file = File.Create(path);
        file.Write(small.AsSpan(0, elf.TableOffset));
        file.Position = place;
        file.Write(btf);
        file.Write(table);
        return path;
    }
}
