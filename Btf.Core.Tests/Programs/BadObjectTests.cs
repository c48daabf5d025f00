using System.Buffers.Binary;
using Btf.Core.Extensions;
using Btf.Core.Programs;
using Btf.Testing;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Objects and records that no compiler writes: each causes an error, and other records are still resolved.</summary>
public sealed class BadObjectTests
{
    private const ulong ExecutableFlag = 4;

    [Test]
    public void Very_many_records_are_resolved_and_the_bad_ones_among_them_are_errors()
    {
        int count = LongRun.Rounds(100_000, 1_000_000);
        var kernel = new BtfBuilder();
        uint integer = kernel.AddInt("int", 4, BtfIntEncoding.Signed);
        kernel.AddStruct("task", 8, ("a", integer, 0), ("b", integer, 32));
        var program = new BtfBuilder();
        integer = program.AddInt("int", 4, BtfIntEncoding.Signed);
        uint task = program.AddStruct("task", 8, ("b", integer, 0), ("c", integer, 32));
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

    [TestCase("", "must be numbers with ':' between them; number 0")]
    [TestCase(":", "number 0, counted from 0, is not one")]
    [TestCase("0:", "number 1, counted from 0, is not one")]
    [TestCase("-1", "number 0, counted from 0, is not one")]
    [TestCase("0:x", "number 1, counted from 0, is not one")]
    [TestCase("0:99999999999", "does not fit the type at number 1")]
    [TestCase("0:0:0", "does not fit the type at number 2")]
    [TestCase("0", "must be 0, because the relocation asks about a whole type", BtfCoreRelocationKind.TypeExists, "0:0")]
    [TestCase("0", "must be one number, because the relocation asks about an enumerator", BtfCoreRelocationKind.EnumValue, "0:0")]
    public void The_error_says_what_is_wrong_with_an_access_string(
        string access, string fault, BtfCoreRelocationKind kind = BtfCoreRelocationKind.FieldExists, string? other = null) =>
        Assert.That(Resolve(kind, other ?? access).Message, Does.Contain(fault));

    [Test]
    public void A_long_access_string_is_too_long_and_is_cut_in_texts()
    {
        foreach (string access in (string[])[string.Join(':', Enumerable.Repeat("0", 65)), new string('9', 5000), new string(' ', 1 << 20) + "0"])
        {
            var program = new BtfBuilder();
            uint task = program.AddStruct("task", 4, ("a", program.AddInt("int", 4, BtfIntEncoding.Signed), 0));
            using var sample = new CoreSample(program, new ExtensionBuilder(program).Relocation(BtfCoreRelocationKind.FieldExists, task, access), new BtfBuilder());
            foreach (BtfCoreRelocation relocation in sample.Program.CoreRelocations)
            {
                Assert.That(sample.Resolver.Resolve(relocation).Error.Message, Does.StartWith("The access string is too long"));
                Assert.That(relocation.ToString(), Has.Length.LessThan(200).And.Contains("…'"));
            }
        }
    }

    [TestCase(13)]
    [TestCase(int.MaxValue)]
    [TestCase(int.MinValue)]
    [TestCase(-1)]
    public void A_kind_of_relocation_that_is_none_is_an_error_and_a_broken_rule(int kind)
    {
        using BpfObjectFile file = MakeFile([("0:0", (BtfCoreRelocationKind)kind)]);

        Assert.That(Resolve((BtfCoreRelocationKind)kind, "0:0").Code, Is.EqualTo(CoreErrorCode.UnknownKind));
        Assert.That(BtfExtensionVerifier.Verify(file).Select(finding => finding.Code), Has.Some.EqualTo(BtfExtensionFindingCode.UnknownRelocation));
    }

    [Test]
    public void One_long_string_that_many_records_share_takes_memory_once()
    {
        using BpfObjectFile file = MakeFile(Enumerable.Repeat((new string('1', 1 << 20), BtfCoreRelocationKind.FieldExists), 200));
        using BtfObject kernel = BtfObject.FromMemory(new BtfBuilder().ToArray());

        long before = GC.GetAllocatedBytesForCurrentThread();
        CoreReport report = CoreReport.Create(file, new CoreResolver(kernel));
        var matrix = new CoreMatrix([file]);

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(20 << 20));
        Assert.That((report.Findings.Length, matrix.Subjects.Length), Is.EqualTo((200, 200)));
        Assert.That(report.Findings[^1].Access, Has.Length.InRange(4096, 4097));
    }

    [Test]
    public void Of_very_many_types_of_one_name_some_are_listed()
    {
        const int namesakes = 600;
        using BpfObjectFile file = MakeFile(Enumerable.Repeat(("0:0", BtfCoreRelocationKind.FieldExists), LongRun.Rounds(10, 500)));
        var types = new BtfBuilder();
        for (int i = 0; i < namesakes; i++)
        {
            types.AddStruct("task", 4);
        }

        using BtfObject kernel = BtfObject.FromMemory(types.ToArray());
        CoreReport report = CoreReport.Create(file, new CoreResolver(kernel));

        Assert.That(report.Findings.Select(finding => finding.Candidates.Length), Has.All.InRange(1, 256));
        Assert.That(report.Findings.Select(finding => finding.Outcome), Has.All.EqualTo(CoreOutcome.Absent));
        Assert.That(report.Findings[0].Explanation, Has.Some.EqualTo($"Only 256 of the {namesakes} candidates are listed."));
    }

    [Test]
    public void Similar_names_are_searched_for_some_of_very_many_missing_types()
    {
        const int missing = 250;
        var program = new BtfBuilder();
        var records = new ExtensionBuilder(program);
        for (int i = 0; i < missing; i++)
        {
            records.Relocation(BtfCoreRelocationKind.TypeExists, program.AddStruct($"missing_{i:D4}", 4), "0");
        }

        var kernel = new BtfBuilder();
        kernel.AddStruct("missing_00000", 4);
        using var sample = new CoreSample(program, records, kernel);
        var explainer = new CoreExplainer(sample.Kernel, explains: true);
        sample.Resolver.Observer = explainer;
        List<CoreDraft> drafts = [];
        foreach (BtfCoreRelocation relocation in sample.Program.CoreRelocations)
        {
            drafts.Add(new CoreDraft { Resolution = sample.Resolver.Resolve(relocation), SectionName = "", Error = default });
            explainer.Finish(drafts[^1]);
        }

        Assert.That(drafts[0].Explanation, Has.Some.Contains("missing_00000"));
        Assert.That(drafts[^1].Explanation, Has.Some.EqualTo("Similar names were searched only for the first 200 missing things."));
    }

    // The offset of its name leads to the empty string.
    [Test]
    public void Nothing_is_similar_to_an_enumerator_without_a_name()
    {
        var program = new BtfBuilder();
        uint empty = program.AddString("name") + (uint)"name".Length;
        uint type = program.AddRaw(program.AddString("thing"), RawBtf.Info(BtfKind.Enum, 1), 4, empty, 1);
        var kernel = new BtfBuilder();
        kernel.AddEnum("thing", 4, false, ("RED", 1));
        var records = new ExtensionBuilder(program).Relocation(BtfCoreRelocationKind.EnumValueExists, type, "0");
        using var sample = new CoreSample(program, records, kernel);
        var explainer = new CoreExplainer(sample.Kernel, explains: true);
        sample.Resolver.Observer = explainer;

        CoreResolution resolution = sample.Resolver.Resolve(sample.Program.CoreRelocations.First());
        var draft = new CoreDraft { Resolution = resolution, SectionName = "", Error = default };
        explainer.Finish(draft);

        Assert.That(resolution.NewValue, Is.Zero);
        Assert.That(draft.Explanation, Is.Not.Empty.And.None.Contains("Did you mean").And.None.Contains("is in"));
    }

    [Test]
    public void Records_past_the_end_of_a_cut_file_are_errors_and_the_others_go_on()
    {
        byte[] image = MakeImage([("0:0", BtfCoreRelocationKind.FieldExists), ("0:0", BtfCoreRelocationKind.FieldExists)], bytesLeft: 8);
        using BpfObjectFile file = BpfObjectFile.FromMemory(image);
        using BtfObject kernel = BtfObject.FromMemory(new BtfBuilder().ToArray());

        CoreReport report = CoreReport.Create(file, new CoreResolver(kernel));

        // The first instruction is there, though it is one of the section table's entries.
        Assert.That(report.Findings[0].Error, Does.Not.StartWith("There is no instruction"));
        Assert.That(report.Findings[1].Error, Does.StartWith("There is no instruction at byte 8; the section has 8 bytes").And.Contains("section 'prog'"));
    }

    [Test]
    public void Records_of_a_section_that_is_not_there_are_warned_of()
    {
        using BpfObjectFile file = MakeFile([("0:0", BtfCoreRelocationKind.FieldExists)], section: "other");
        using BtfObject kernel = BtfObject.FromMemory(new BtfBuilder().ToArray());

        CoreFinding finding = CoreReport.Create(file, new CoreResolver(kernel)).Findings[0];

        Assert.That(finding.Warnings, Has.Some.Contains("libbpf skips the record"));
        Assert.That((finding.Error, finding.Before.Length), Is.EqualTo(("", 0)));
    }

    [Test]
    public void Sections_with_instructions_that_overlap_are_refused()
    {
        var elf = new ElfBuilder();
        elf.Add("a", new byte[64]).Flags = ExecutableFlag;
        ElfBuilderSection other = elf.Add("b", new byte[64]);
        other.Flags = ExecutableFlag;
        other.Offset = 64;
        elf.Add(".BTF", new BtfBuilder().ToArray());

        Assert.That(BpfObjectFile.TryFromMemory(elf.Build(), out _, out BtfError error), Is.False);
        Assert.That(error.Message, Does.Contain("'b', overlaps section 1, 'a'"));
    }

    [TestCase("", "The file is empty")]
    [TestCase("some text", "not an ELF file")]
    [TestCase("\u007fELF", "ends inside its header")]
    public void A_file_of_something_else_is_called_so(string content, string reason)
    {
        using TemporaryFolder folder = new();

        Assert.That(BpfObjectFile.TryOpen(folder.Write("x", System.Text.Encoding.UTF8.GetBytes(content)), out _, out BtfError error), Is.False);
        Assert.That(error.Message, Does.Contain(reason));
    }

    [Test]
    public void The_function_of_an_instruction_is_the_one_around_it_that_has_instructions()
    {
        var table = new FunctionTable([new("empty", "a", 0, 0, false), new("first", "a", 0, 16, false), new("alias", "a", 0, 16, false), new("last", "a", 32, 8, false), new("other", "b", 0, 8, false)]);

        Assert.That(((uint[])[0, 8, 16, 24, 32, 40, uint.MaxValue]).Select(offset => table.NameAt("a", offset)), Is.EqualTo((string[])["first", "first", "", "", "last", "", ""]));
        Assert.That((table.NameAt("b", 0), table.NameAt("c", 0)), Is.EqualTo(("other", "")));
        Assert.That(table.RangesOf("a"), Is.EqualTo(((int, int)[])[(0, 16), (32, 40)]));
    }

    private static (CoreErrorCode Code, string Message) Resolve(BtfCoreRelocationKind kind, string access)
    {
        var program = new BtfBuilder();
        uint type = kind == BtfCoreRelocationKind.EnumValue ? program.AddEnum("color", 4, false, ("RED", 1)) : program.AddStruct("task", 4, ("a", program.AddInt("int", 4, BtfIntEncoding.Signed), 0));
        using var sample = new CoreSample(program, new ExtensionBuilder(program).Relocation(kind, type, access), new BtfBuilder());
        CoreError error = sample.ResolveAll()[0].Error;
        return (error.Code, error.Message);
    }

    private static BpfObjectFile MakeFile(IEnumerable<(string Access, BtfCoreRelocationKind Kind)> records, string section = "prog") =>
        BpfObjectFile.FromMemory(MakeImage(records, section));

    private static byte[] MakeImage(IEnumerable<(string Access, BtfCoreRelocationKind Kind)> records, string section = "prog", int bytesLeft = -1)
    {
        var types = new BtfBuilder();
        uint task = types.AddStruct("task", 4, ("a", types.AddInt("int", 4, BtfIntEncoding.Signed), 0));
        var extension = new ExtensionBuilder(types, section);
        var code = new BpfAssembler();
        foreach ((string access, BtfCoreRelocationKind kind) in records)
        {
            extension.Relocation(kind, task, access, (uint)(code.Count * 8));
            code.MoveImmediate(0, 1);
        }

        byte[] instructions = code.Exit().ToArray();
        var elf = new ElfBuilder();
        elf.Add(".BTF.ext", extension.Build());
        elf.Add(".BTF", types.ToArray());
        ElfBuilderSection program = elf.Add("prog", instructions);
        program.Flags = ExecutableFlag;
        byte[] image = elf.Build();
        if (bytesLeft >= 0)
        {
            program.Offset = (ulong)(image.Length - bytesLeft);
            image = elf.Build();
        }

        return image;
    }
}
