using System.Globalization;
using System.Runtime.Versioning;
using System.Text.Json;
using Btf.Core.Extensions;
using Btf.Core.Programs;
using Btf.Testing;
using NUnit.Framework;

namespace Btf.Core.Tests;

public sealed class BtfMinimizerTests
{
    private static readonly BtfMinimizerOptions LikeBpftool = new() { LikeBpftool = true };

    // Bpftool crashes there.
    private const string CrashesBpftool = "anon-incompatible-offset";

    private static IEnumerable<TestCaseData> All() => Vectors.Cases("core");

    // bpftool knows no modules.
    private static IEnumerable<TestCaseData> Comparable() =>
        All().Where(test => test.Arguments[0] is not BtfVector vector || (vector.Slices("modules").Count == 0 && vector.Id != CrashesBpftool));

    private static IEnumerable<TestCaseData> Logs() =>
        SharedData.Cases<string>(SharedData.Folder is { } folder
            ? [.. Directory.GetFiles(Path.Combine(folder, "corpus/core"), "*.min.btf").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)]
            : []);

    [TestCaseSource(nameof(Comparable))]
    public void Of_a_made_target_the_same_bytes_are_kept_as_by_bpftool(BtfVector vector)
    {
        ArgumentNullException.ThrowIfNull(vector);
        using BtfObject local = BtfObject.FromMemory(vector.Slice("local"));
        using BtfExtension program = BtfExtension.FromMemory(vector.Slice("ext"), local);
        using BtfObject target = BtfObject.FromMemory(vector.Slice("target"));

        using BtfMinimization part = BtfMinimizer.Create(target, [program], LikeBpftool);

        JsonElement expected = vector.Json.GetProperty("min");
        Assert.That(part.Failures.IsEmpty, Is.EqualTo(expected.ValueKind != JsonValueKind.Null), string.Join('\n', part.Failures.Select(f => f.Message)));
        if (part.Failures.IsEmpty)
        {
            Assert.That(part.Result.RawData.ToArray(), Is.EqualTo(vector.Slice("min")));
        }
    }

    [TestCaseSource(nameof(All))]
    public void A_part_gives_each_record_what_the_whole_gives(BtfVector vector)
    {
        ArgumentNullException.ThrowIfNull(vector);
        using BtfObject local = BtfObject.FromMemory(vector.Slice("local"));
        using BtfExtension program = BtfExtension.FromMemory(vector.Slice("ext"), local);
        using var kernel = new BtfCollection(BtfObject.FromMemory(vector.Slice("target")));
        foreach (byte[] module in vector.Slices("modules"))
        {
            kernel.Add(FormattableString.Invariant($"module{kernel.Names.Length}"), BtfObject.FromMemory(module, kernel.Base));
        }

        using BtfMinimization part = BtfMinimizer.Create(kernel, [program], null);

        Compare(program, new CoreResolver(kernel), part.Result, vector.Slices("modules").Count > 0);
    }

    [TestCaseSource(nameof(Logs))]
    public void Of_a_kernel_the_same_bytes_are_kept_as_by_bpftool(string file)
    {
        ArgumentNullException.ThrowIfNull(file);
        using var run = new CoreRun(file.Replace(".min.btf", ".relo.txt", StringComparison.Ordinal));

        using (BtfMinimization part = BtfMinimizer.Create(run.Kernel, [run.Program], LikeBpftool))
        {
            Assert.That(part.Failures, Is.Empty);
            Assert.That(part.Result.RawData.ToArray(), Is.EqualTo(File.ReadAllBytes(SharedData.PathOf($"corpus/core/{file}"))));
        }

        using BtfMinimization all = BtfMinimizer.Create(run.Kernel, [run.Program]);
        Compare(run.Program, new CoreResolver(run.Kernel), all.Result, false);
        Assert.That(all.Result.ByteOrder, Is.EqualTo(run.Kernel.ByteOrder));
        Assert.That(all.Result.PointerSize, Is.EqualTo(run.Kernel.PointerSize).Or.EqualTo(0));

        // The rules assume pointers of 8 bytes.
        BtfFinding finding = BtfVerifier.Verify(all.Result.RawData, null, new BtfVerifierOptions { KernelByteOrder = all.Result.ByteOrder });
        Assert.That(finding.IsNone || run.Kernel.PointerSize == 4, Is.True, finding.ToString());
    }

    [Test]
    [SupportedOSPlatform("linux")]
    [Platform("Linux")]
    public void Several_programs_share_one_part_which_the_running_kernel_takes()
    {
        BpfCalls.Require();
        using BtfExtension first = BtfExtension.Open(Corpus.PathOf("objects/clang21/core_read-el.bpf.o"));
        using BtfExtension second = BtfExtension.Open(Corpus.PathOf("objects/clang14/core_types-el.bpf.o"));
        using BtfObject kernel = BtfObject.Open(Oracles.KernelBtf());

        using BtfMinimization part = BtfMinimizer.Create(kernel, [first, second]);

        using BtfHandle loaded = new BtfLoader().Load(part.Result.RawData);
        Assert.That(loaded.IsInvalid, Is.False);
        Compare(first, new CoreResolver(kernel), part.Result, false);
        Compare(second, new CoreResolver(kernel), part.Result, false);
    }

    [Test]
    public void A_type_tag_a_forward_and_an_array_that_must_not_come_last_are_kept()
    {
        var kernel = new BtfBuilder();
        uint integer = kernel.AddInt("int", 4, BtfIntEncoding.Signed);
        uint tagged = kernel.AddPointer(kernel.AddTypeTag("rcu", kernel.AddForward("hidden", false)));
        kernel.AddStruct("task", 24, ("next", tagged, 0), ("none", kernel.AddArray(integer, integer, 0), 64), ("a", integer, 96), ("last", integer, 128));
        var program = new BtfBuilder();
        uint local = program.AddInt("int", 4, BtfIntEncoding.Signed);
        uint task = program.AddStruct("task", 24, ("next", program.AddPointer(program.AddForward("hidden", false)), 0), ("none", program.AddArray(local, local, 4), 64));
        ExtensionBuilder records = new ExtensionBuilder(program)
            .Relocation(BtfCoreRelocationKind.FieldExists, task, "0:0")
            .Relocation(BtfCoreRelocationKind.FieldExists, task, "0:1")
            .Relocation(BtfCoreRelocationKind.FieldExists, task, "0:1:2")
            .Relocation(BtfCoreRelocationKind.TypeMatches, task, "0");
        using var sample = new CoreSample(program, records, kernel);

        using BtfMinimization part = BtfMinimizer.Create(sample.Kernel, [sample.Program]);
        using BtfMinimization refused = BtfMinimizer.Create(sample.Kernel, [sample.Program], LikeBpftool);

        Compare(sample.Program, new CoreResolver(sample.Kernel), part.Result, false);
        Assert.That(part.Result.FindType("task", BtfKind.Struct).Vlen, Is.EqualTo(3));
        Assert.That(refused.Failures.Select(failure => failure.Message), Is.Empty.Or.Some.Contains("type tag"));
    }

    [Test]
    public void A_forward_that_only_a_comparison_of_members_meets_is_none_that_bpftool_refuses()
    {
        var kernel = new BtfBuilder();
        kernel.AddStruct("task", 0, ("next", kernel.AddForward("hidden", false), 0));
        var program = new BtfBuilder();
        uint task = program.AddStruct("task", 0, ("next", program.AddForward("hidden", false), 0));
        using var sample = new CoreSample(program, new ExtensionBuilder(program).Relocation(BtfCoreRelocationKind.TypeMatches, task, "0"), kernel);

        using BtfMinimization part = BtfMinimizer.Create(sample.Kernel, [sample.Program], LikeBpftool);

        Assert.That(part.Failures, Is.Empty);
        Assert.That(part.Result.TryFindType("hidden", BtfKind.Fwd, out _), Is.True);
    }

    [Test]
    public void Names_that_are_parts_of_one_another_are_not_written_without_bound()
    {
        var kernel = new BtfBuilder();
        uint integer = kernel.AddInt("int", 4, BtfIntEncoding.Signed);
        string tail = new('x', 20_000);
        uint place = kernel.AddString(tail);
        var members = new BtfBuilderMember[20_000];
        Array.Fill(members, ("m", integer, 0));
        kernel.AddStruct("task", 4, members);
        var program = new BtfBuilder();
        uint task = program.AddStruct("task", 4);
        byte[] bytes = kernel.ToArray();
        Spread(bytes, kernel.AddString("m"), place);
        byte[] extension = new ExtensionBuilder(program).Relocation(BtfCoreRelocationKind.TypeMatches, task, "0").Build();
        using BtfObject local = BtfObject.FromMemory(program.ToArray());
        using BtfExtension records = BtfExtension.FromMemory(extension, local);
        using BtfObject target = BtfObject.FromMemory(bytes);

        Assert.That(() => BtfMinimizer.Create(target, [records]), Throws.TypeOf<BtfFormatException>().With.Message.Contains("larger"));
    }

    /// <summary>Gives each named member another part of a long name.</summary>
    private static void Spread(byte[] bytes, uint name, uint place)
    {
        uint next = place;
        for (int at = 24; at + 4 <= bytes.Length; at += 4)
        {
            if (BitConverter.ToUInt32(bytes, at) == name && BitConverter.ToUInt32(bytes, at + 4) == 1)
            {
                BitConverter.TryWriteBytes(bytes.AsSpan(at), next++);
            }
        }
    }

    private static void Compare(BtfExtension program, CoreResolver whole, BtfObject part, bool hasModules)
    {
        var min = new CoreResolver(part);
        int index = 0;
        foreach (BtfCoreRelocation relocation in program.CoreRelocations)
        {
            CoreResolution expected = whole.Resolve(relocation);
            CoreResolution found = min.Resolve(relocation);
            string where = string.Create(CultureInfo.InvariantCulture, $"record {index++} {relocation}: {expected.Error.Message} / {found.Error.Message}");
            Assert.That(found.Error.Code == CoreErrorCode.None, Is.EqualTo(expected.Error.Code == CoreErrorCode.None), where);
            Assert.That(found.IsPoisoned, Is.EqualTo(expected.IsPoisoned), where);
            Assert.That(found.MatchCount, Is.EqualTo(expected.MatchCount), where);
            Assert.That((found.LocalMemorySize, found.TargetMemorySize, found.IsResizeRefused), Is.EqualTo((expected.LocalMemorySize, expected.TargetMemorySize, expected.IsResizeRefused)), where);
            if (relocation.Kind != BtfCoreRelocationKind.TargetTypeId)
            {
                Assert.That(found.NewValue, Is.EqualTo(expected.NewValue), where);
            }
            else if (expected.MatchCount > 0 && !hasModules)
            {
                Assert.That(found.Target.Name.ToString(), Is.EqualTo(expected.Target.Name.ToString()), where);
            }
        }
    }
}
