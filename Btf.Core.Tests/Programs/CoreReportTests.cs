using Btf.Core.Extensions;
using Btf.Core.Programs;
using Btf.Testing;
using NUnit.Framework;

namespace Btf.Core.Tests;

public sealed class CoreReportTests
{
    private static IEnumerable<TestCaseData> All() => Vectors.Cases("core");

    [TestCaseSource(nameof(All))]
    public void A_whole_object_is_patched_and_judged_as_by_libbpf(BtfVector vector)
    {
        ArgumentNullException.ThrowIfNull(vector);
        using TemporaryFolder folder = new();
        string path = folder.Write("prog.bpf.o", vector.Slice("object"));
        using BpfObjectFile program = BpfObjectFile.Open(path);
        using var kernel = new BtfCollection(BtfObject.FromMemory(vector.Slice("target")));
        foreach (byte[] module in vector.Slices("modules"))
        {
            kernel.Add(FormattableString.Invariant($"module{kernel.Names.Length}"), BtfObject.FromMemory(module, kernel.Base));
        }

        var report = CoreReport.Create(program, new CoreResolver(kernel));

        var records = vector.Json.GetProperty("records").EnumerateArray().ToArray();
        Assert.That(report.Findings.Length, Is.EqualTo(records.Length));
        for (int i = 0; i < records.Length; i++)
        {
            CoreFinding finding = report.Findings[i];
            bool failed = records[i].GetProperty("errno").GetInt32() != 0;
            Assert.That(finding.Error.Length > 0, Is.EqualTo(failed), $"record {i}: {finding.Error}");
            if (records[i].GetProperty("after").GetString() is { } after && !records[i].TryGetProperty("right_new", out _) && vector.Id != "anon-incompatible-offset")
            {
                Assert.That(Convert.ToHexStringLower(finding.After.AsSpan()), Is.EqualTo(after), $"record {i}");
            }
        }

        if (vector.Json.TryGetProperty("whole", out var whole) && whole.GetProperty("errno").GetInt32() != 0)
        {
            Assert.That(report.Loads, Is.False);
        }

        using var patched = new MemoryStream();
        report.WritePatched(patched);
        byte[] image = patched.ToArray();
        Assert.That(image.Length, Is.EqualTo(vector.Slice("object").Length));
        if (whole.ValueKind != System.Text.Json.JsonValueKind.Undefined && whole.TryGetProperty("insns", out var instructions) && !records.Any(r => r.TryGetProperty("right_new", out _)) && vector.Id != "anon-incompatible-offset")
        {
            Assert.That(Convert.ToHexStringLower(new ElfSections(image).Find("socket")!), Is.EqualTo(instructions.GetString()));
        }
    }

    [Test]
    public void A_finding_says_where_it_is_what_failed_and_what_there_is_instead()
    {
        using CoreRunOnFile run = new("objects/clang21/core_read-el.bpf.o", "kernels/amd64-6.12.107+deb13/vmlinux.btf");

        CoreFinding finding = run.Report.Findings.Single(f => f.Text.Contains("___flavor::state ", StringComparison.Ordinal));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(finding.Outcome, Is.EqualTo(CoreOutcome.Absent));
            Assert.That(finding.Function, Is.EqualTo("field_info"));
            Assert.That(finding.SectionName, Is.EqualTo("kprobe/b"));
            Assert.That(finding.Place, Does.StartWith("core_read.bpf.c:"));
            Assert.That(finding.Explanation, Has.Some.EqualTo("[211] struct task_struct: no member is named state."));
            Assert.That(finding.Explanation, Has.Some.StartsWith("Did you mean __state (at offset 24"));
        }
    }

    [Test]
    public void A_member_that_moved_into_another_structure_is_found_there()
    {
        var program = new BtfBuilder();
        uint integer = program.AddInt("int", 4, BtfIntEncoding.Signed);
        uint task = program.AddStruct("task", 4, ("pids", integer, 0));
        var kernel = new BtfBuilder();
        integer = kernel.AddInt("int", 4, BtfIntEncoding.Signed);
        uint signal = kernel.AddStruct("signal", 8, ("pids", integer, 32));
        kernel.AddStruct("task", 8, ("signal", kernel.AddPointer(signal), 0));

        CoreDraft draft = Explain(program, kernel, BtfCoreRelocationKind.FieldExists, task, "0:0");

        Assert.That(draft.Explanation, Has.Some.EqualTo("It moved: struct signal [2] has pids, reached as signal->pids."));
    }

    [Test]
    public void A_member_that_only_got_underscores_was_not_moved()
    {
        var program = new BtfBuilder();
        uint task = program.AddStruct("task", 4, ("state", program.AddInt("int", 4, BtfIntEncoding.Signed), 0));
        var kernel = new BtfBuilder();
        uint integer = kernel.AddInt("int", 4, BtfIntEncoding.Signed);
        uint key = kernel.AddStruct("key", 4, ("state", integer, 0));
        kernel.AddStruct("task", 16, ("__state", integer, 64), ("key", kernel.AddPointer(key), 0));

        CoreDraft draft = Explain(program, kernel, BtfCoreRelocationKind.FieldExists, task, "0:0");

        Assert.That(draft.Explanation, Is.EqualTo((string[])["[4] struct task: no member is named state.", "Did you mean __state (at offset 8, same size)?"]));
    }

    [Test]
    public void An_instruction_that_no_path_leads_to_is_not_reachable_even_if_it_is_valid()
    {
        using TemporaryFolder folder = new();
        BtfVector vector = Vectors.Read("core").Single(v => v.Id == "kinds-insns");
        byte[] image = vector.Slice("object");
        byte[] code = new ElfSections(image).Find("socket")!;
        int start = image.AsSpan().IndexOf(code);

        // An exit instead of the first instruction.
        image[start] = 0x95;
        image.AsSpan(start + 1, 7).Clear();
        CoreReport report;
        using (BpfObjectFile program = BpfObjectFile.Open(folder.Write("prog.bpf.o", image)))
        using (BtfObject kernel = BtfObject.FromMemory(vector.Slice("target")))
        {
            report = CoreReport.Create(program, new CoreResolver(kernel));
        }

        // The report stays valid after the objects are disposed.
        Assert.That(report.Findings.Where(f => f.InstructionOffset > 0).Select(f => (f.IsPoisoned, f.IsReachable)), Is.Not.Empty.And.All.EqualTo((false, false)));
    }

    [Test]
    public void What_changed_about_a_field_that_is_there_is_a_warning()
    {
        var program = new BtfBuilder();
        uint integer = program.AddInt("int", 4, BtfIntEncoding.Signed);
        uint task = program.AddStruct("task", 20, ("a", program.AddArray(integer, integer, 4), 0), ("b", integer, 128));
        uint color = program.AddEnum("color", 4, false, ("RED", 1));
        var kernel = new BtfBuilder();
        uint number = kernel.AddInt("unsigned int", 4);
        kernel.AddStruct("task", 20, ("a", kernel.AddArray(number, number, 2), 0), ("b", number, 64));
        kernel.AddEnum("color", 4, false, ("RED", 7));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Explain(program, kernel, BtfCoreRelocationKind.FieldByteOffset, task, "0:0").Warnings, Is.EqualTo((string[])["The array has 2 elements; 4 in the program.", "The sign changed: unsigned; signed in the program."]));
            Assert.That(Explain(program, kernel, BtfCoreRelocationKind.FieldByteOffset, task, "0:1").Warnings, Is.EqualTo((string[])["The sign changed: unsigned; signed in the program."]));
            Assert.That(Explain(program, kernel, BtfCoreRelocationKind.EnumValue, color, "0").Warnings, Is.EqualTo((string[])["Enumerator RED has the value 7; 1 in the program."]));
        }
    }

    [Test]
    public void A_changed_kind_is_a_warning_that_tells_both_kinds()
    {
        var program = new BtfBuilder();
        uint color = program.AddEnum("color", 4, false, ("RED", 1));
        uint part = program.AddStruct("part", 4);
        uint task = program.AddStruct("task", 8, ("a", color, 0), ("b", part, 32));
        var kernel = new BtfBuilder();
        uint wide = kernel.AddEnum64("color", 8, false, ("RED", 1));
        uint union = kernel.AddUnion("part", 4);
        kernel.AddStruct("task", 16, ("a", wide, 0), ("b", union, 64));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Explain(program, kernel, BtfCoreRelocationKind.FieldByteOffset, task, "0:0").Warnings, Is.EqualTo((string[])["The kind changed: enum64 color; enum color in the program.", "The size changed: 8 bytes; 4 in the program."]));
            Assert.That(Explain(program, kernel, BtfCoreRelocationKind.FieldByteOffset, task, "0:1").Warnings, Is.EqualTo((string[])["The kind changed: union part; struct part in the program."]));
        }
    }

    [Test]
    public void Records_of_one_local_type_that_are_fitted_to_different_namesakes_are_warned_of()
    {
        var kernel = new BtfBuilder();
        uint integer = kernel.AddInt("int", 4, BtfIntEncoding.Signed);
        kernel.AddStruct("task", 8, ("pid", integer, 0));
        kernel.AddStruct("task", 8, ("tgid", integer, 0));
        var program = new BtfBuilder();
        uint local = program.AddInt("int", 4, BtfIntEncoding.Signed);
        uint task = program.AddStruct("task", 8, ("pid", local, 0), ("tgid", local, 32));
        ExtensionBuilder records = new ExtensionBuilder(program).Relocation(BtfCoreRelocationKind.FieldExists, task, "0:0").Relocation(BtfCoreRelocationKind.FieldExists, task, "0:1");
        using var sample = new CoreSample(program, records, kernel, CoreRules.Kernel);
        var explainer = new CoreExplainer(sample.Kernel, explains: true);
        sample.Resolver.Observer = explainer;
        List<CoreDraft> drafts = [];
        foreach (BtfCoreRelocation relocation in sample.Program.CoreRelocations)
        {
            CoreDraft draft = new() { Resolution = sample.Resolver.Resolve(relocation), SectionName = "", Error = default };
            explainer.Finish(draft);
            drafts.Add(draft);
        }

        Assert.That(drafts[0].Warnings, Is.EqualTo((string[])["The target has 2 types of this name: [2], [3]."]));
        Assert.That(drafts[1].Warnings, Has.Some.Contains("The layouts of namesakes are mixed: earlier records of this local type were fitted to [2], this one to [3]."));
    }

    [Test]
    public void A_file_that_is_no_object_says_so_and_where()
    {
        using TemporaryFolder folder = new();
        string path = folder.Write("text", "not ELF"u8.ToArray());

        Assert.That(BpfObjectFile.TryOpen(path, out _, out BtfError error), Is.False);
        Assert.That(error.Code, Is.EqualTo(BtfErrorCode.BadElf));
        Assert.That(BpfObjectFile.TryOpen(folder.PathOf("none"), out _, out error), Is.False);
        Assert.That(error.Code, Is.EqualTo(BtfErrorCode.Unreadable));
    }

    [Test]
    public void An_object_cut_at_any_byte_is_refused_or_reported()
    {
        byte[] image = Vectors.Read("core")[0].Slice("object");
        using BtfObject kernel = BtfObject.FromMemory(Vectors.Read("core")[0].Slice("target"));
        int opened = 0;
        for (int length = 0; length <= image.Length; length++)
        {
            if (BpfObjectFile.TryCreate(image[..length], out BpfObjectFile? program).Code == BtfErrorCode.None)
            {
                using (program)
                {
                    opened++;
                    Assert.That(CoreReport.Create(program!, new CoreResolver(kernel)).Findings, Is.Not.Empty);
                }
            }
        }

        Assert.That(opened, Is.Positive);
    }

    private static CoreDraft Explain(BtfBuilder program, BtfBuilder kernel, BtfCoreRelocationKind kind, uint type, string access)
    {
        using var sample = new CoreSample(program, new ExtensionBuilder(program).Relocation(kind, type, access), kernel);
        var explainer = new CoreExplainer(sample.Kernel, explains: true);
        sample.Resolver.Observer = explainer;
        CoreDraft draft = new() { Resolution = sample.ResolveAll()[0], SectionName = "", Error = default };
        explainer.Finish(draft);
        return draft;
    }
}
