using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture]
public sealed class BtfVerifierTests
{
    private const int GraphSize = 100_000;

    // More than the kernel takes.
    private static readonly Lazy<byte[]> _manyPointers = new(() => Make((builder, _) => builder.AddRaw(0, RawBtf.Info(BtfKind.Ptr), 0), 0x10_0010));

    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(1);
    private static readonly BtfVerifierOptions _older = new() { Rules = BtfRules.Linux618 };

    private static readonly TestCaseData[] _graphs =
    [
        new TestCaseData(Chain(forward: true)).SetArgDisplayNames("chain from the first"),
        new TestCaseData(Chain(forward: false)).SetArgDisplayNames("chain from the last"),
        new TestCaseData(Make((b, id) => b.AddRaw(0, RawBtf.Info(BtfKind.Array), 0, id - 1, 1, 1))).SetArgDisplayNames("arrays of arrays"),
        new TestCaseData(Make((b, id) => b.AddRaw(0, RawBtf.Info(BtfKind.Struct, 2), 4, 0, id - 1, 0, 0, id - 1, 0))).SetArgDisplayNames("lattice of structures"),
        new TestCaseData(Make((b, id) => b.AddRaw(0, RawBtf.Info(BtfKind.Const), id ^ 1))).SetArgDisplayNames("loops of two constants"),
        new TestCaseData(Make((b, id) => b.AddRaw(0, RawBtf.Info(BtfKind.Struct, 1), 4, 0, id, 0))).SetArgDisplayNames("structures in themselves"),
        new TestCaseData(WideStruct()).SetArgDisplayNames("one structure of many members"),
        new TestCaseData(SharedPrototype()).SetArgDisplayNames("many functions of one long prototype"),
        new TestCaseData(SharedName()).SetArgDisplayNames("many names in one string"),
        new TestCaseData(SpecialLattice()).SetArgDisplayNames("lattice with a lock"),
        new TestCaseData(ManyLists()).SetArgDisplayNames("many lists of one wide structure"),
    ];

    [Test]
    public void The_running_kernel_holds_to_its_own_rules([Values] BtfRules rules)
    {
        using BtfObject kernel = BtfObject.Open(Oracles.KernelBtf());

        Assert.That(BtfVerifier.Verify(kernel, new BtfVerifierOptions { Rules = rules }).ToString(), Is.EqualTo("nothing is wrong"));
        Assert.That(BtfVerifier.VerifyAll(kernel, new BtfVerifierOptions { Rules = rules }), Is.Empty);
    }

    [Test]
    [SupportedOSPlatform("linux")]
    public void The_running_kernel_loads_its_own_types() =>
        Assert.That(KernelLoader.Require().Load(File.ReadAllBytes(Oracles.KernelBtf())), Is.Zero);

    [NonParallelizable]
    [Test]
    public void Verifying_the_running_kernel_allocates_nothing()
    {
        using BtfObject kernel = BtfObject.Open(Oracles.KernelBtf());

        Assert.That(Allocations.Of(() => BtfVerifier.Verify(kernel)), Is.Zero);
    }

    [TestCaseSource(nameof(_graphs))]
    public void Graphs_made_to_be_costly_are_judged_within_a_second(byte[] graph)
    {
        foreach (BtfVerifierOptions options in new[] { _older, new BtfVerifierOptions() })
        {
            TimeSpan start = ThreadTime.Now;
            BtfFinding first = BtfVerifier.Verify(graph, null, options);
            TimeSpan forFirst = ThreadTime.Now - start;
            IReadOnlyList<BtfFinding> all = BtfVerifier.VerifyAll(graph, null, options);
            TimeSpan forAll = ThreadTime.Now - start - forFirst;

            using (Assert.EnterMultipleScope())
            {
                Assert.That(forFirst, Is.LessThan(_limit));
                Assert.That(forAll, Is.LessThan(_limit));
                Assert.That(all.Count > 0 ? all[0] : default, Is.EqualTo(first));
                Assert.That(all, Has.Count.LessThanOrEqualTo(graph.Length / 8));
            }
        }
    }

    [Test]
    public void All_findings_say_where_they_are()
    {
        BtfBuilder builder = new();
        uint integer = builder.AddRaw(builder.AddString("int"), RawBtf.Info(BtfKind.Int), 4, 33);
        builder.AddPointer(99);
        builder.AddStruct("9", 4, ("a b", integer, 0), ("c", 0u, 8), ("d", integer, 4));
        builder.AddConst(2);
        builder.AddRaw(builder.AddString("v"), RawBtf.Info(BtfKind.Var), integer, 7);
        byte[] data = builder.ToRawArray();

        Assert.That(
            BtfVerifier.VerifyAll(data).Select(finding => (finding.Code, finding.TypeId, finding.Kind, finding.ElementIndex, finding.ByteOffset)),
            Is.EqualTo(new[]
            {
                (BtfFindingCode.IntExceedsSize, 1u, BtfKind.Int, -1, 24L + 12),
                (BtfFindingCode.NameNotIdentifier, 3u, BtfKind.Struct, -1, 24L + 28),
                (BtfFindingCode.NameNotIdentifier, 3u, BtfKind.Struct, 0, 24L + 40),
                (BtfFindingCode.VoidNotAllowed, 3u, BtfKind.Struct, 1, 24L + 56),
                (BtfFindingCode.MembersOutOfOrder, 3u, BtfKind.Struct, 2, 24L + 72),
                (BtfFindingCode.VariableLinkage, 5u, BtfKind.Var, -1, 24L + 100),
                (BtfFindingCode.NoSuchType, 2u, BtfKind.Ptr, -1, 24L + 24),
                (BtfFindingCode.MemberExceedsComposite, 3u, BtfKind.Struct, 0, 24L + 48),
                (BtfFindingCode.MemberExceedsComposite, 3u, BtfKind.Struct, 2, 24L + 72),
            }));
    }

    [Test]
    public void A_finding_says_what_is_wrong_in_words()
    {
        BtfBuilder builder = new();
        builder.AddStruct("s", 4, ("a", builder.AddInt("int", 4), 0), ("1", 1u, 0));
        BtfFinding finding = BtfVerifier.Verify(builder.ToArray());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(finding.Message, Is.EqualTo("[2] member 1: the name must be a C identifier (dots allowed) of at most 512 bytes (byte offset 64)"));
            Assert.That(finding.Field, Is.EqualTo("name"));
            Assert.That(finding.Errno, Is.EqualTo(22));
        }
    }

    [Test]
    public void Every_code_has_words_a_field_and_an_error_number()
    {
        foreach (BtfFindingCode code in Enum.GetValues<BtfFindingCode>().Skip(1))
        {
            Assert.That(FindingText.Rule(code), Does.Match(@"\bmust (not )?\w+").And.Not.Match(@"\b(has|have|is|are) (no|not)\b|does not"), code.ToString());
            Assert.That(FindingText.Field(code), Is.Not.Empty, code.ToString());
            Assert.That(FindingText.Errno(code), Is.Positive, code.ToString());
        }
    }

    [Test]
    public void A_split_object_is_held_to_the_rules_over_its_base()
    {
        BtfBuilder kernel = new();
        uint integer = kernel.AddInt("int", 4);
        uint element = kernel.AddArray(kernel.AddTypedef("word", integer), integer, 3);
        uint constant = kernel.AddConst(kernel.AddStruct("pair", 8, ("a", integer, 0), ("b", integer, 32)));
        uint prototype = kernel.AddFunctionPrototype(0, ("x", integer));
        using BtfObject kernelObject = kernel.ToObject();
        BtfBuilder module = new(kernelObject);
        uint inside = module.AddStruct("own", 24, ("three", element, 0), ("two", constant, 96), ("int", integer, 160));
        module.AddDeclTag("word", module.AddFunction("pair", prototype), 0);
        module.AddPointer(module.AddConst(inside));
        using BtfObject moduleObject = BtfObject.FromMemory(module.ToArray(), kernelObject);

        Assert.That(BtfVerifier.VerifyAll(moduleObject), Is.Empty);
        Assert.That(BtfVerifier.Verify(module.ToArray(), kernelObject), Is.EqualTo(default(BtfFinding)));
    }

    [Test]
    public void What_a_split_object_breaks_is_told_in_its_own_ids()
    {
        BtfBuilder kernel = new();
        uint integer = kernel.AddInt("int", 4);
        uint element = kernel.AddArray(kernel.AddTypedef("word", integer), integer, 3);
        using BtfObject kernelObject = kernel.ToObject();
        BtfBuilder module = new(kernelObject);
        uint wrong = module.AddStruct("own", 12, ("three", element, 8));
        module.AddPointer(wrong + 2);

        Assert.That(
            BtfVerifier.VerifyAll(module.ToRawArray(), kernelObject).Select(finding => (finding.Code, finding.TypeId)),
            Is.EqualTo(new[] { (BtfFindingCode.MemberExceedsComposite, wrong), (BtfFindingCode.NoSuchType, wrong + 1) }));
    }

    [Test]
    public void Data_in_the_other_byte_order_is_for_another_kernel([Values] bool bigEndian)
    {
        byte[] data = VerifierSamples.SpecialFields().ToArray();
        byte[] asked = bigEndian ? ByteSwapper.Swap(data) : data;
        BtfByteOrder order = bigEndian ? BtfByteOrder.BigEndian : BtfByteOrder.LittleEndian;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(BtfVerifier.Verify(asked, null, new BtfVerifierOptions { KernelByteOrder = order }).IsNone, Is.True);
            Assert.That(BtfVerifier.Verify(asked, null, new BtfVerifierOptions { KernelByteOrder = 1 - order }).Code, Is.EqualTo(BtfFindingCode.ForeignByteOrder));
        }
    }

    [Test]
    public void More_than_16_MiB_is_refused_unless_that_is_not_asked()
    {
        byte[] data = new BtfBuilder().ToArray();
        data = [.. data, .. new byte[HeaderRules.MaxDataSize + 1 - data.Length]];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(BtfVerifier.Verify(data).Code, Is.EqualTo(BtfFindingCode.DataTooLarge));
            Assert.That(BtfVerifier.Verify(data, null, new BtfVerifierOptions { EnforceSizeLimit = false }).Code, Is.EqualTo(BtfFindingCode.UnclaimedBytes));
            Assert.That(BtfVerifier.Verify(data.AsSpan(1)).Code, Is.EqualTo(BtfFindingCode.HeaderTruncated).Or.EqualTo(BtfFindingCode.BadMagic));
        }
    }

    private static IEnumerable<int> IdsAroundTheLast => LongRun.IsAsked ? [0xF_FFFD, 0xF_FFFE, 0xF_FFFF, 0x10_0000] : [0xF_FFFF, 0x10_0000];

    [Test]
    [SupportedOSPlatform("linux")]
    public void A_type_past_the_last_id_does_not_exist_for_the_running_kernel_either([ValueSource(nameof(IdsAroundTheLast))] int id, [Values] bool referred)
    {
        KernelLoader kernel = KernelLoader.Require();

        // Either the second type refers to that id, or the id is that of an array whose index type is missing.
        byte[] data = [.. _manyPointers.Value];
        Span<uint> words = MemoryMarshal.Cast<byte, uint>(data.AsSpan());
        if (referred)
        {
            words[WordOf(2) + 2] = (uint)id;
        }
        else
        {
            int place = WordOf((uint)id);
            words[place + 1] = RawBtf.Info(BtfKind.Array);
            words[3] += 12;
            words[4] += 12;
            data = [.. data[..((place + 3) * 4)], 1, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, .. data[((place + 3) * 4)..]];
        }

        Assert.That(BtfVerifier.Verify(data, null, new BtfVerifierOptions { Rules = kernel.Rules }).Errno, Is.EqualTo(kernel.Load(data)));
    }

    [Test]
    [SupportedOSPlatform("linux")]
    public void A_chain_that_was_resolved_from_its_middle_is_as_long_as_the_running_kernel_takes_it([Range(28, 36)] int length)
    {
        KernelLoader kernel = KernelLoader.Require();
        byte[] data = ResolvedFromTheMiddle(length);

        Assert.That(BtfVerifier.Verify(data, null, new BtfVerifierOptions { Rules = kernel.Rules }).Errno, Is.EqualTo(kernel.Load(data)));
    }

    [Test]
    public void A_chain_that_was_resolved_from_its_middle_may_still_be_too_long([Values] BtfRules rules)
    {
        var options = new BtfVerifierOptions { Rules = rules };

        using (Assert.EnterMultipleScope())
        {
            Assert.That(BtfVerifier.Verify(ResolvedFromTheMiddle(31), null, options).Code, Is.EqualTo(BtfFindingCode.None));
            Assert.That(BtfVerifier.Verify(ResolvedFromTheMiddle(36), null, options).Code, Is.EqualTo(BtfFindingCode.ModifierChain));
        }
    }

    [Test]
    [SupportedOSPlatform("linux")]
    public void An_entry_that_ends_at_4_GiB_ends_at_0_as_for_the_running_kernel([Range(0, 3)] int more)
    {
        KernelLoader kernel = KernelLoader.Require();
        BtfBuilder builder = new();
        uint variable = builder.AddVariable("v", builder.AddInt("int", 4));
        BtfBuilderEntry[] entries = [new(variable, 0, 0xFFFF_FFF0), new(variable, 0xFFFF_FFF0, 0x10), (variable, 0, 4), (variable, 8, 4)];
        builder.AddDataSection(".data", uint.MaxValue, entries.AsSpan((more < 2 ? 1 : 0)..(more + 1)));
        byte[] data = builder.ToArray();

        Assert.That(BtfVerifier.Verify(data, null, new BtfVerifierOptions { Rules = kernel.Rules }).Errno, Is.EqualTo(kernel.Load(data)));
    }

    [Test]
    public void A_disposed_object_or_base_says_so()
    {
        BtfBuilder kernel = new();
        kernel.AddInt("int", 4);
        BtfObject kernelObject = BtfObject.FromMemory(kernel.ToArray());
        using BtfObject moduleObject = new BtfBuilder(kernelObject).ToObject();
        kernelObject.Dispose();

        Assert.That(() => BtfVerifier.Verify(kernelObject), Throws.TypeOf<ObjectDisposedException>());
        Assert.That(() => BtfVerifier.VerifyAll(moduleObject), Throws.TypeOf<ObjectDisposedException>());
    }

    /// <summary>Id 2 is the outer end of a chain. Structure 1, which comes first, has already resolved the middle of the chain.</summary>
    private static byte[] ResolvedFromTheMiddle(int length)
    {
        BtfBuilder builder = new();
        uint first = 3;
        uint integer = first + (uint)length - 1;
        uint middle = first + (uint)length / 2;
        builder.AddRaw(0, RawBtf.Info(BtfKind.Struct, 2), 8, 0, middle, 0, 0, first, 32);
        builder.AddConst(first);
        for (uint id = first; id < integer; id++)
        {
            builder.AddConst(id + 1);
        }

        builder.AddInt("int", 4);
        return builder.ToArray();
    }

    /// <summary>The word at which a pointer of <see cref="_manyPointers"/> starts: after the header and the integer, which has four words.</summary>
    private static int WordOf(uint id) => 6 + 4 + (3 * (int)(id - 2));

    private static byte[] Make(Action<BtfBuilder, uint> add, int count = GraphSize)
    {
        BtfBuilder builder = new();
        builder.AddInt("int", 4);
        for (uint id = 2; id < count + 2; id++)
        {
            add(builder, id);
        }

        return builder.ToArray();
    }

    private static byte[] Chain(bool forward) =>
        Make((builder, id) => builder.AddRaw(0, RawBtf.Info(BtfKind.Const), forward ? (id == GraphSize + 1 ? 1 : id + 1) : id - 1));

    private static byte[] WideStruct()
    {
        BtfBuilder builder = new();
        builder.AddInt("int", 4);
        builder.AddStruct("s", GraphSize * 4, [.. Enumerable.Range(0, GraphSize).Select(i => ("m", 1u, i * 32))]);
        return builder.ToArray();
    }

    private static byte[] SharedPrototype()
    {
        BtfBuilder builder = new();
        builder.AddInt("int", 4);
        builder.AddFunctionPrototype(0, [.. Enumerable.Repeat(("x", 1u), GraphSize)]);
        for (int i = 0; i < GraphSize; i++)
        {
            builder.AddFunction("f", 2);
        }

        return builder.ToArray();
    }

    private static byte[] SharedName()
    {
        uint[] names = [];
        BtfBuilder builder = new();
        uint name = builder.AddString(new byte[1 << 20].Select(_ => (byte)'n').ToArray());
        names = [name, name + 1, name + (1 << 20) - 500];
        builder.AddInt("int", 4);
        for (int i = 0; i < GraphSize; i++)
        {
            builder.AddRaw(names[2], RawBtf.Info(BtfKind.Typedef), 1);
        }

        builder.AddRaw(names[0], RawBtf.Info(BtfKind.Typedef), 1);
        return builder.ToArray();
    }

    /// <summary>Each structure contains the one before it twice, and a lock. Counted one by one, there would be 2^30 locks.</summary>
    private static byte[] SpecialLattice()
    {
        BtfBuilder builder = new();
        uint integer = builder.AddInt("int", 4);
        uint spinLock = builder.AddStruct("bpf_spin_lock", 4, ("val", integer, 0));
        uint inner = builder.AddStruct("inner", 4, ("a", integer, 0));
        for (int i = 0; i < 28; i++)
        {
            inner = builder.AddStruct("inner", 4, ("a", inner, 0), ("b", inner, 0));
        }

        for (int i = 0; i < GraphSize; i++)
        {
            builder.AddStruct("outer", 8, ("in", inner, 0), ("lock", spinLock, 32));
        }

        return builder.ToArray();
    }

    private static byte[] ManyLists()
    {
        const int count = 20_000;
        BtfBuilder builder = new();
        uint integer = builder.AddInt("int", 4);
        uint wide = builder.AddInt("u64", 8);
        uint spinLock = builder.AddStruct("bpf_spin_lock", 4, ("val", integer, 0));
        uint head = builder.AddStruct("bpf_list_head", 16, ("a", wide, 0), ("b", wide, 64));
        uint node = builder.AddStruct("bpf_list_node", 24, ("a", wide, 0), ("b", wide, 64), ("c", wide, 128));
        builder.AddStruct("held", 24, [.. Enumerable.Repeat(("n", integer, 0), count), ("node", node, 0)]);
        for (int i = 0; i < count; i++)
        {
            builder.AddDeclTag("contains:held:node", builder.AddStruct("owner", 24, ("lock", spinLock, 0), ("head", head, 64)), 1);
        }

        return builder.ToArray();
    }
}
