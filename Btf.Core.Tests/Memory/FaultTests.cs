using System.Buffers.Binary;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Faults of files and memory while an object is opened and used.</summary>
[TestFixture]
[Platform("Linux")]
public sealed class FaultTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    [Test]
    public void An_open_object_survives_that_its_file_is_replaced([Values] BtfMemoryMode mode)
    {
        string path = _folder.Write("btf", SampleBtf.EveryKindToMap());
        using BtfObject btf = BtfObject.Open(path, new BtfOpenOptions { MemoryMode = mode });
        ulong expected = Walker.Everything(btf);

        File.Move(_folder.Write("other", []), path, overwrite: true);

        Assert.That(new FileInfo(path).Length, Is.Zero);
        Assert.That(Walker.Everything(btf), Is.EqualTo(expected));
    }

    [Test]
    public void A_copy_survives_that_its_file_is_overwritten_in_place()
    {
        byte[] data = SampleBtf.EveryKindToMap();
        string path = _folder.Write("btf", data);
        using BtfObject btf = BtfObject.Open(path, new BtfOpenOptions { MemoryMode = BtfMemoryMode.Copy });
        ulong expected = Walker.Everything(btf);

        using (FileStream file = File.Open(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            file.Write(new byte[data.Length]);
        }

        Assert.That(Walker.Everything(btf), Is.EqualTo(expected));
    }

    [Test]
    public void A_copy_survives_that_its_file_is_truncated()
    {
        string path = _folder.Write("btf", SampleBtf.EveryKind().ToArray());
        using BtfObject btf = BtfObject.Open(path, new BtfOpenOptions { MemoryMode = BtfMemoryMode.Copy });
        ulong expected = Walker.Everything(btf);

        using (FileStream file = File.Open(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            file.SetLength(0);
        }

        Assert.That(Walker.Everything(btf), Is.EqualTo(expected));
    }

    [Test]
    public void A_mapping_that_is_overwritten_in_place_answers_something_and_does_not_crash()
    {
        byte[] data = SampleBtf.EveryKindToMap();
        string path = _folder.Write("btf", data);
        using BtfObject btf = BtfObject.Open(path);

        using (FileStream file = File.Open(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            file.Write(Enumerable.Repeat((byte)0xFF, data.Length).ToArray());
        }

        Assert.That(() => Walker.Everything(btf), Throws.Nothing);
    }

    [TestCase(12)]
    [TestCase(20)]
    public void A_length_that_the_data_does_not_have_is_refused_before_anything_is_allocated(int field)
    {
        byte[] data = SampleBtf.EveryKindToMap();
        BinaryPrimitives.WriteUInt32LittleEndian(data.AsSpan(field), 0x7FFF_FFF0);
        _ = BtfObject.TryFromMemory(data, out _, out _);
        long before = GC.GetAllocatedBytesForCurrentThread();

        bool opened = BtfObject.TryFromMemory(data, out _, out BtfError error);

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(1 << 20));
        Assert.That((opened, error.Code), Is.EqualTo((false, BtfErrorCode.SectionOutOfRange)));
    }

    [Test]
    public void A_compressed_section_that_claims_4_GB_is_refused_without_them()
    {
        byte[] btf = SampleBtf.EveryKindToMap();
        ElfBuilder elf = new();
        elf.AddCompressed(".BTF", 1, Packer.Zlib(btf), uint.MaxValue);
        byte[] data = elf.Build();
        long before = GC.GetAllocatedBytesForCurrentThread();

        Assert.That(BtfObject.TryFromMemory(data, out _, out BtfError error), Is.False);

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(1 << 20));
        Assert.That(error.Message, Is.Not.Empty);
    }

    [Test]
    public void A_file_that_disappeared_is_reported([Values] BtfMemoryMode mode)
    {
        string path = _folder.Write("btf", SampleBtf.EveryKindToMap());
        File.Delete(path);

        Assert.That(BtfObject.TryOpen(path, out _, out BtfError error, new BtfOpenOptions { MemoryMode = mode }), Is.False);
        Assert.That(error.Code, Is.EqualTo(BtfErrorCode.Unreadable));
    }

    [Test]
    public void A_pseudo_file_whose_length_is_not_that_of_its_content_is_reported()
    {
        // The file claims the size of a page, has fewer bytes, and cannot be mapped, like the files of a module that is unloaded.
        const string Path = "/sys/kernel/mm/transparent_hugepage/enabled";
        if (!File.Exists(Path))
        {
            Oracles.Missing($"There is no {Path}.");
        }

        Assert.That(BtfObject.TryOpen(Path, out _, out BtfError error), Is.False);
        Assert.That(error.Message, Is.Not.Empty);
    }
}
