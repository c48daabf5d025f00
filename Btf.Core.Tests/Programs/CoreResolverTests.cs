using Btf.Core.Extensions;
using Btf.Core.Programs;
using Btf.Testing;
using NUnit.Framework;

namespace Btf.Core.Tests;

public sealed class CoreResolverTests
{
    [Test]
    [NonParallelizable]
    public void No_record_allocates_once_the_resolver_has_seen_the_program([Values] NameLookup lookup)
    {
        using var run = new CoreRun("clang21_core_read-el@amd64-6.12.107.relo.txt", new BtfOpenOptions { NameLookup = lookup });
        var resolver = new CoreResolver(run.Kernel);

        Assert.That(Allocations.Of(() => ResolveAll(resolver, run.Program)), Is.Zero);
    }

    [Test]
    public void Under_libbpfs_rules_what_one_record_matches_is_all_that_the_next_one_sees()
    {
        using CoreSample sample = TwoTaskStructs(CoreRules.Libbpf);

        CoreResolution[] found = sample.ResolveAll();

        Assert.That(found.Select(r => r.NewValue), Is.EqualTo((ulong[])[1, 0]));
        Assert.That(found.Select(r => r.CandidateCount), Is.EqualTo((int[])[2, 1]));
    }

    [Test]
    public void A_resolver_that_is_reset_sees_all_candidates_again()
    {
        using CoreSample sample = TwoTaskStructs(CoreRules.Libbpf);
        _ = sample.ResolveAll();

        sample.Resolver.Reset();

        Assert.That(sample.ResolveAll()[0].CandidateCount, Is.EqualTo(2));
    }

    [Test]
    public void Under_the_kernels_rules_every_record_sees_all_candidates()
    {
        using CoreSample sample = TwoTaskStructs(CoreRules.Kernel);

        Assert.That(sample.ResolveAll().Select(r => (r.NewValue, r.CandidateCount)), Is.EqualTo(((ulong, int)[])[(1, 2), (1, 2)]));
    }

    [Test]
    public void Under_ciliums_rules_candidates_that_serve_equally_many_records_must_agree()
    {
        using CoreSample sample = TwoTaskStructs(CoreRules.Cilium);

        Assert.That(sample.ResolveAll().Select(r => r.Error.Code), Is.All.EqualTo(CoreErrorCode.AmbiguousValue));
    }

    [Test]
    public void Under_ciliums_rules_the_candidate_that_serves_most_records_wins()
    {
        var kernel = new BtfBuilder();
        uint integer = kernel.AddInt("int", 4, BtfIntEncoding.Signed);
        kernel.AddStruct("task", 4, ("pid", integer, 0));
        kernel.AddStruct("task", 12, ("tgid", integer, 0), ("pid", integer, 64));
        using CoreSample sample = AskForPidAndTgid(kernel, CoreRules.Cilium, BtfCoreRelocationKind.FieldByteOffset);

        CoreResolution[] found = sample.ResolveAll();

        Assert.That(found.Select(r => r.NewValue), Is.EqualTo((ulong[])[8, 0]));
        Assert.That(found.Select(r => r.IsPoisoned), Is.All.False);
    }

    [TestCase(CoreRules.Libbpf, false)]
    [TestCase(CoreRules.Kernel, false)]
    [TestCase(CoreRules.Cilium, true)]
    public void The_size_of_a_missing_type_is_0_but_poisoned_under_ciliums_rules(CoreRules rules, bool isPoisoned)
    {
        var kernel = new BtfBuilder();
        kernel.AddInt("int", 4, BtfIntEncoding.Signed);
        using CoreSample sample = AskForPidAndTgid(kernel, rules, BtfCoreRelocationKind.TypeSize);

        Assert.That(sample.ResolveAll().Select(r => (r.IsPoisoned, r.NewValue)), Is.All.EqualTo((isPoisoned, 0UL)));
    }

    [TestCase(CoreRules.Libbpf, 1UL)]
    [TestCase(CoreRules.Kernel, 0UL)]
    public void An_enumeration_of_64_bits_stands_for_one_of_32_but_not_in_the_kernel(CoreRules rules, ulong exists)
    {
        var program = new BtfBuilder();
        uint type = program.AddEnum("e", 4, false, ("A", 1));
        var kernel = new BtfBuilder();
        kernel.AddEnum64("e", 8, false, ("A", 1L << 40));
        using var sample = new CoreSample(program, new ExtensionBuilder(program).Relocation(BtfCoreRelocationKind.EnumValueExists, type, "0"), kernel, rules);

        Assert.That(sample.ResolveAll()[0].NewValue, Is.EqualTo(exists));
    }

    [Test]
    public void An_error_names_the_section_the_instruction_and_the_record_and_the_others_go_on()
    {
        var program = new BtfBuilder();
        uint integer = program.AddInt("int", 4, BtfIntEncoding.Signed);
        uint type = program.AddStruct("task", 4, ("pid", integer, 0));
        ExtensionBuilder records = new ExtensionBuilder(program, "kprobe/x").Relocation(BtfCoreRelocationKind.FieldExists, 99, "0:0")
            .Relocation(BtfCoreRelocationKind.FieldExists, type, "0:7", 16).Relocation(BtfCoreRelocationKind.FieldExists, type, "0:0", 24);
        using var sample = new CoreSample(program, records, Copy());

        CoreResolution[] found = sample.ResolveAll();

        Assert.That(found.Select(r => r.Error.Code), Is.EqualTo((CoreErrorCode[])[CoreErrorCode.NoSuchType, CoreErrorCode.BadAccess, CoreErrorCode.None]));
        Assert.That(found[1].Error.Message, Does.Contain("section 'kprobe/x', instruction at byte 16, record at byte 60 of .BTF.ext"));
        Assert.That(found[2].NewValue, Is.EqualTo(1));

        static BtfBuilder Copy()
        {
            var kernel = new BtfBuilder();
            kernel.AddStruct("task", 4, ("pid", kernel.AddInt("int", 4, BtfIntEncoding.Signed), 0));
            return kernel;
        }
    }

    [Test]
    public void Crafted_candidates_end_with_an_error_and_not_with_hours_of_work()
    {
        // Each structure holds the next one twice under one name, so the number of paths doubles at each level.
        var program = new BtfBuilder();
        var kernel = new BtfBuilder();
        uint last = Nest(program, different: true);
        Nest(kernel, different: false);
        using var sample = new CoreSample(program, new ExtensionBuilder(program).Relocation(BtfCoreRelocationKind.TypeMatches, last, "0"), kernel);

        Assert.That(sample.ResolveAll()[0].Error.Code, Is.EqualTo(CoreErrorCode.TooMuchWork));

        static uint Nest(BtfBuilder builder, bool different)
        {
            uint type = builder.AddInt(different ? "int" : "long", 4);
            for (int i = 0; i < 30; i++)
            {
                type = builder.AddStruct("s", 8, ("a", type, 0), ("a", type, 32));
            }

            return type;
        }
    }

    [Test]
    public void Types_with_a_flavor_are_candidates_wherever_they_stand_in_their_strings([Values] NameLookup lookup)
    {
        var kernel = new BtfBuilder();
        uint integer = kernel.AddInt("int", 4, BtfIntEncoding.Signed);
        uint name = kernel.AddString("xtask___v2___v3");
        kernel.AddRaw(name + 1, RawBtf.Info(BtfKind.Struct, 0), 4);
        kernel.AddRaw(name + 1, RawBtf.Info(BtfKind.Union, 0), 4);
        kernel.AddStruct("task___v2", 8, ("pid", integer, 32));
        kernel.AddStruct("task____v2", 8, ("pid", integer, 0));
        var program = new BtfBuilder();
        uint type = program.AddStruct("task", 4, ("pid", program.AddInt("int", 4, BtfIntEncoding.Signed), 0));
        byte[] records = new ExtensionBuilder(program).Relocation(BtfCoreRelocationKind.FieldByteOffset, type, "0:0").Build();
        using BtfObject local = BtfObject.FromMemory(program.ToArray());
        using BtfExtension extension = BtfExtension.FromMemory(records, local);
        using BtfObject target = BtfObject.FromMemory(kernel.ToArray(), null, new BtfOpenOptions { NameLookup = lookup });
        var resolver = new CoreResolver(target);
        resolver.Prepare(extension);

        CoreResolution found = default;
        foreach (BtfCoreRelocation relocation in extension.CoreRelocations)
        {
            found = resolver.Resolve(relocation);
        }

        Assert.That((found.NewValue, found.CandidateCount), Is.EqualTo((4UL, 1)));
    }

    private static void ResolveAll(CoreResolver resolver, BtfExtension program)
    {
        resolver.Reset();
        foreach (BtfCoreRelocation relocation in program.CoreRelocations)
        {
            _ = resolver.Resolve(relocation);
        }
    }

    private static CoreSample TwoTaskStructs(CoreRules rules)
    {
        var kernel = new BtfBuilder();
        uint integer = kernel.AddInt("int", 4, BtfIntEncoding.Signed);
        kernel.AddStruct("task", 8, ("pid", integer, 32));
        kernel.AddStruct("task", 8, ("tgid", integer, 0));
        return AskForPidAndTgid(kernel, rules, BtfCoreRelocationKind.FieldExists);
    }

    private static CoreSample AskForPidAndTgid(BtfBuilder kernel, CoreRules rules, BtfCoreRelocationKind kind)
    {
        var program = new BtfBuilder();
        uint integer = program.AddInt("int", 4, BtfIntEncoding.Signed);
        uint type = program.AddStruct("task", 8, ("pid", integer, 0), ("tgid", integer, 32));
        string prefix = CoreKinds.IsType(kind) ? "0" : "0:";
        string first = CoreKinds.IsType(kind) ? prefix : prefix + "0";
        string second = CoreKinds.IsType(kind) ? prefix : prefix + "1";
        return new CoreSample(program, new ExtensionBuilder(program).Relocation(kind, type, first).Relocation(kind, type, second, 8), kernel, rules);
    }
}
