using System.Buffers.Binary;
using Btf.Core.Building;
using Btf.Core.Extensions;
using Btf.Core.Programs;
using Btf.Testing;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Objects and records that no compiler writes: each causes an error, and other records are still resolved.</summary>
public sealed class BadObjectTests
{
    [Test]
    public void Very_many_records_are_resolved_and_the_bad_ones_among_them_are_errors()
    {
        int count = LongRun.Rounds(100_000, 1_000_000);
        var kernel = new BtfBuilder();
        uint integer = kernel.Int("int", 4, 32, 1);
        kernel.Struct("task", 8, ("a", integer, 0), ("b", integer, 32));
        var program = new BtfBuilder();
        integer = program.Int("int", 4, 32, 1);
        uint task = program.Struct("task", 8, ("b", integer, 0), ("c", integer, 32));
        var records = new ExtensionBuilder(program);
        for (int i = 0; i < count; i++)
        {
            records.Relocation(BtfCoreRelocationKind.FieldByteOffset, i % 100 == 99 ? 7777u : task, i % 100 == 98 ? "0:9" : i % 2 == 0 ? "0:0" : "0:1");
        }

        using var sample = new CoreSample(program, records, kernel);
        int errors = 0;
        int poisoned = 0;
        foreach (BtfCoreRelocation relocation in sample.Program.CoreRelocations)
        {
            CoreResolution resolution = sample.Resolver.Resolve(relocation);
            errors += resolution.Error.Code == CoreErrorCode.None ? 0 : 1;
            poisoned += resolution.IsPoisoned ? 1 : 0;
        }

        Assert.That(errors, Is.EqualTo(count / 50));
        Assert.That(poisoned, Is.EqualTo((count / 2) - (count / 100)));
    }

    [Test]
    [Platform("Linux")]
    public void Devices_and_long_files_of_something_else_are_refused_without_reading_them()
    {
        using TemporaryFolder folder = new();
        string path = folder.Write("sparse", "some text"u8);
        using (FileStream file = new(path, FileMode.Open))
        {
            file.SetLength(4L << 30);
        }

        using (Assert.EnterMultipleScope())
        {
            foreach (string bad in (string[])["/dev/zero", path, folder.PathOf("missing"), Path.GetTempPath(), "", "a\0b"])
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                bool opened = BpfObjectFile.TryOpen(bad, out BpfObjectFile? program, out BtfError error);
                Assert.That((opened, program, error.IsNone), Is.EqualTo((false, default(BpfObjectFile), false)), bad);
                Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(1 << 20), bad);
            }
        }
    }

    [Test]
    public void A_kernel_of_the_other_byte_order_gives_the_same_values()
    {
        using BpfObjectFile file = BpfObjectFile.Open(Fixture.PathOf("relocations-el.bpf.o"));
        using BtfObject kernel = BtfObject.FromMemory(Corpus.ReadBtf("kernels/amd64-5.10.0-32/vmlinux.btf"));
        using BtfRewrite turned = kernel.ChangeByteOrder(BtfByteOrder.BigEndian);

        CoreReport expected = CoreReport.Create(file, new CoreResolver(kernel));
        CoreReport found = CoreReport.Create(file, new CoreResolver(turned.Result));

        Assert.That(found.Findings.Select(finding => finding.Resolution.NewValue), Is.EqualTo(expected.Findings.Select(finding => finding.Resolution.NewValue)));
        Assert.That(found.Loads, Is.True);
    }

    [Test]
    public void Sections_that_overlap_or_reach_past_the_file_are_refused_or_left_out()
    {
        using TemporaryFolder folder = new();
        byte[] image = File.ReadAllBytes(Fixture.PathOf("relocations-el.bpf.o"));
        int table = BinaryPrimitives.ReadInt32LittleEndian(image.AsSpan(40));
        int count = BinaryPrimitives.ReadUInt16LittleEndian(image.AsSpan(60));
        using BtfObject kernel = BtfObject.FromMemory(new ElfSections(image).Find(".BTF")!);
        int opened = 0;
        for (int section = 1; section < count; section++)
        {
            foreach ((int field, ulong value) in ((int, ulong)[])[(24, 0), (24, 64), (24, ulong.MaxValue), (32, ulong.MaxValue), (32, 1UL << 31), (32, 3)])
            {
                byte[] changed = (byte[])image.Clone();
                BinaryPrimitives.WriteUInt64LittleEndian(changed.AsSpan(table + (section * 64) + field), value);
                if (!BpfObjectFile.TryOpen(folder.Write("changed.bpf.o", changed), out BpfObjectFile? file, out BtfError error))
                {
                    Assert.That(error.Message, Is.Not.Empty);
                    continue;
                }

                using (file)
                {
                    opened++;
                    CoreReport report = CoreReport.Create(file, new CoreResolver(kernel));
                    Assert.That(report.Findings.Length, Is.EqualTo(file.Extension?.CoreRelocations.Count ?? 0));
                    Assert.That(() => BtfExtensionVerifier.Verify(file).Take(100).ToArray(), Throws.Nothing);
                }
            }
        }

        Assert.That(opened, Is.InRange(10, 6 * count));
    }
}
