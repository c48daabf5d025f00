using NUnit.Framework;
using NUnit.Framework.Constraints;

namespace Btf.Core.Tests;

[TestFixture(false)]
[TestFixture(true)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class TypeLayoutTests(bool bigEndian)
{
    private readonly BtfBuilder _builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };

    [Test]
    public void Arrays_of_arrays_multiply()
    {
        uint number = _builder.AddInt("int", 4);
        uint row = _builder.AddArray(_builder.AddTypedef("cell", _builder.AddConst(number)), number, 5);
        uint table = _builder.AddArray(row, number, 3);
        using BtfObject btf = Open();

        Assert.That(btf[table].SizeInBytes, Is.EqualTo(60));
        Assert.That(btf[table].Alignment, Is.EqualTo(4));
    }

    [Test]
    public void Pointers_have_the_size_of_long()
    {
        _builder.AddInt("long unsigned int", 4);
        uint pointer = _builder.AddPointer(0);
        uint large = _builder.AddInt("long long int", 8);
        using BtfObject btf = Open();

        Assert.That(btf[pointer].SizeInBytes, Is.EqualTo(4));
        Assert.That(btf[pointer].Alignment, Is.EqualTo(4));
        Assert.That(btf[large].SizeInBytes, Is.EqualTo(8));
        Assert.That(btf[large].Alignment, Is.EqualTo(4), "no more than a pointer's");
    }

    [Test]
    public void Alignments_follow_a_pointer_size_that_is_given()
    {
        uint large = _builder.AddInt("long long int", 8);
        uint pair = _builder.AddStruct("pair", 16, ("a", large, 0), ("b", large, 64));
        foreach ((int size, uint alignment) in ((int, uint)[])[(0, 8), (4, 4), (8, 8)])
        {
            using BtfObject btf = BtfObject.FromMemory(_builder.ToArray(), options: new BtfOpenOptions { PointerSize = size });
            Assert.That(btf[pair].Alignment, Is.EqualTo(alignment), "8 if neither the options nor the data tell");
        }
    }

    [TestCase(8u, 32u, 4u)]
    [TestCase(8u, 24u, 1u, Description = "a member that is not at a multiple of its alignment")]
    [TestCase(9u, 32u, 1u, Description = "a size that is not a multiple of the alignment")]
    public void A_packed_structure_is_aligned_to_1(uint size, uint bitOffset, uint alignment)
    {
        uint number = _builder.AddInt("int", 4);
        uint pair = _builder.AddStruct("pair", size, ("a", number, 0), new BtfBuilderMember("b", number, bitOffset));
        using BtfObject btf = Open();

        Assert.That(btf[pair].Alignment, Is.EqualTo(alignment));
        Assert.That(btf[pair].SizeInBytes, Is.EqualTo(size));
    }

    [Test]
    public void A_bit_field_does_not_make_a_structure_packed()
    {
        uint number = _builder.AddInt("int", 4);
        uint flags = _builder.AddStruct("flags", 4, ("a", number, 0, 3), ("b", number, 3, 29));
        using BtfObject btf = Open();

        Assert.That(btf[flags].Alignment, Is.EqualTo(4));
    }

    [Test]
    public void Variables_and_sections_have_a_size_and_no_alignment()
    {
        uint number = _builder.AddInt("int", 4);
        uint variable = _builder.AddVariable("counter", number);
        uint section = _builder.AddDataSection(".data", 16, (variable, 0, 4));
        using BtfObject btf = Open();

        Assert.That(btf[variable].SizeInBytes, Is.EqualTo(4));
        Assert.That(btf[section].SizeInBytes, Is.EqualTo(16));
        Assert.That(btf[variable].TryGetAlignment(out _), Is.False);
        Assert.That(btf[section].TryGetAlignment(out _), Is.False);
    }

    [Test]
    public void What_has_none_says_why()
    {
        uint prototype = _builder.AddFunctionPrototype(0);
        uint function = _builder.AddFunction("main", prototype);
        uint alias = _builder.AddTypedef("main_t", prototype);
        uint forward = _builder.AddForward("later");
        uint bad = _builder.AddTypedef("bad", 999);
        uint holder = _builder.AddStruct("holder", 4, ("later", forward, 0));
        using BtfObject btf = _builder.OpenRaw();

        Assert.That(() => btf[0].SizeInBytes, Message<InvalidOperationException>("Type [0] is void, which has no size."));
        Assert.That(() => btf[0].Alignment, Message<InvalidOperationException>("Type [0] is void, which has no alignment."));
        Assert.That(() => btf[function].SizeInBytes, Message<InvalidOperationException>($"Type [{function}] is of kind Func, which has no size."));
        Assert.That(() => btf[alias].SizeInBytes, Message<InvalidOperationException>($"Type [{prototype}] is of kind FuncProto, which has no size. Type [{alias}] leads to it."));
        Assert.That(() => btf[alias].Alignment, Message<InvalidOperationException>($"Type [{prototype}] is of kind FuncProto, which has no alignment. Type [{alias}] leads to it."));
        Assert.That(() => btf[forward].SizeInBytes, Throws.InvalidOperationException);
        Assert.That(() => btf[bad].SizeInBytes, Error(BtfErrorCode.TypeIdOutOfRange));
        Assert.That(() => btf[bad].Alignment, Error(BtfErrorCode.TypeIdOutOfRange));
        Assert.That(() => btf[holder].Alignment, Error(BtfErrorCode.UnexpectedKind));
        Assert.That(btf[holder].SizeInBytes, Is.EqualTo(4), "a structure's size is that in its record");
    }

    [Test]
    public void Huge_arrays_are_refused_and_do_not_overflow()
    {
        uint number = _builder.AddInt("int", 4);
        uint first = _builder.AddArray(number, number, uint.MaxValue);
        uint inner = first;
        for (int i = 0; i < 20; i++)
        {
            inner = _builder.AddArray(inner, number, uint.MaxValue);
        }

        uint half = _builder.AddArray(number, number, 0x4000_0000);
        uint most = _builder.AddArray(number, number, 0x3FFF_FFFF);
        uint none = _builder.AddArray(inner, number, 0);
        using BtfObject btf = Open();

        Assert.That(btf[first].TryGetSizeInBytes(out _), Is.False);
        Assert.That(btf[half].TryGetSizeInBytes(out _), Is.False);
        Assert.That(() => btf[inner].SizeInBytes, Error(BtfErrorCode.SizeOutOfRange));
        Assert.That(btf[most].SizeInBytes, Is.EqualTo(0xFFFF_FFFC));
        Assert.That(btf[none].SizeInBytes, Is.Zero);
        Assert.That(btf[inner].Alignment, Is.EqualTo(4));
    }

    [Test]
    public void Loops_have_neither_size_nor_alignment()
    {
        _builder.AddTypedef("a", 2);
        _builder.AddConst(1);
        _builder.AddArray(3, 3, 1);
        _builder.AddStruct("self", 4, ("self", 4u, 0));
        _builder.AddStruct("ping", 4, ("pong", 6u, 0));
        _builder.AddUnion("pong", 4, ("ping", 5u, 0));
        _builder.AddTypedef("leads", 5);
        using BtfObject btf = Open();

        Assert.That(() => btf[1].SizeInBytes, Error(BtfErrorCode.ReferenceLoop));
        Assert.That(() => btf[2].Alignment, Error(BtfErrorCode.ReferenceLoop));
        Assert.That(() => btf[3].Alignment, Error(BtfErrorCode.ReferenceLoop));
        for (uint id = 4; id <= 7; id++)
        {
            uint copy = id;
            Assert.That(() => btf[copy].Alignment, Error(BtfErrorCode.UnexpectedKind));
            Assert.That(btf[id].SizeInBytes, Is.EqualTo(4));
        }
    }

    [Test]
    public void A_packed_structure_does_not_look_at_what_follows()
    {
        uint number = _builder.AddInt("int", 4);
        uint self = _builder.AddStruct("self", 8, ("a", number, 8), ("self", 2u, 32));
        using BtfObject btf = Open();

        Assert.That(btf[self].Alignment, Is.EqualTo(1));
    }

    [Test]
    public void Structures_nested_100000_deep_are_answered()
    {
        uint inner = _builder.AddInt("int", 4);
        for (int i = 0; i < 100_000; i++)
        {
            inner = _builder.AddStruct("", 4, ("", inner, 0));
        }

        using BtfObject btf = Open();

        Assert.That(btf[inner].Alignment, Is.EqualTo(4));
    }

    [Test]
    public void Structures_that_refer_forward_100000_deep_are_answered()
    {
        for (uint i = 1; i <= 100_000; i++)
        {
            _builder.AddStruct("", 4, ("", i + 1, 0), ("", i + 1, 0));
        }

        _builder.AddInt("int", 4);
        using BtfObject btf = Open();

        Assert.That(btf[1].Alignment, Is.EqualTo(4));
    }

    [TestCase(31, true)]
    [TestCase(32, false)]
    public void A_size_is_looked_for_in_32_types(int typedefs, bool found)
    {
        uint type = _builder.AddInt("int", 4);
        for (int i = 0; i < typedefs; i++)
        {
            type = _builder.AddTypedef("t", type);
        }

        using BtfObject btf = Open();

        Assert.That(btf[type].TryGetSizeInBytes(out uint size), Is.EqualTo(found));
        Assert.That(size, Is.EqualTo(found ? 4 : 0));
        Assert.That(btf[type].Alignment, Is.EqualTo(4));
    }

    [Test]
    public void A_disposed_object_answers_so()
    {
        uint number = _builder.AddInt("int", 4);
        uint pair = _builder.AddStruct("pair", 8, ("a", number, 0), ("b", number, 32));
        BtfObject btf = Open();
        BtfType type = btf[pair];
        Assert.That(type.Alignment, Is.EqualTo(4));
        btf.Dispose();

        Assert.That(() => type.SizeInBytes, Throws.InstanceOf<ObjectDisposedException>());
        Assert.That(() => type.TryGetAlignment(out _), Throws.InstanceOf<ObjectDisposedException>());
    }

    [Test]
    public void Many_threads_may_ask_at_once()
    {
        uint number = _builder.AddInt("int", 4);
        uint last = number;
        for (int i = 0; i < 2000; i++)
        {
            last = _builder.AddStruct("s", 8, ("a", last, 0), ("b", number, 32));
        }

        using BtfObject btf = Open();
        Parallel.For(0, 64, _ => Assert.That(btf[last].Alignment, Is.EqualTo(4)));
    }

    [Test]
    public void Nothing_is_allocated_after_the_first_alignment()
    {
        using BtfObject btf = BtfObject.FromMemory(SampleBtf.EveryKind(bigEndian).ToArray());
        ulong sum = 0;

        Assert.That(Allocations.Of(() => sum = Sum(btf)), Is.Zero);
        Assert.That(sum, Is.Positive);
    }

    private static ulong Sum(BtfObject btf)
    {
        ulong sum = 0;
        foreach (BtfType type in btf.AllTypes)
        {
            type.TryGetSizeInBytes(out uint size);
            type.TryGetAlignment(out uint alignment);
            sum += size + alignment;
        }

        return sum + btf[1].SizeInBytes + btf[1].Alignment;
    }

    private static EqualStringConstraint Message<T>(string message)
        where T : Exception => Throws.TypeOf<T>().With.Message.EqualTo(message);

    private static EqualConstraint<BtfErrorCode> Error(BtfErrorCode code) =>
        Throws.TypeOf<BtfFormatException>().With.Property("Error").Property("Code").EqualTo(code);

    private BtfObject Open() => BtfObject.FromMemory(_builder.ToArray());

    /// <summary>Alignments are computed when they are asked for, and all at once after many questions: the order of the questions must not matter.</summary>
    [Test]
    public void Alignments_do_not_depend_on_the_order_of_the_questions()
    {
        BtfBuilder builder = new();
        uint number = builder.AddInt("int", 4);
        uint inner = number;
        for (int i = 0; i < 3000; i++)
        {
            inner = i % 3 == 0 ? builder.AddTypedef("t", inner) : builder.AddStruct("s", i % 7 == 0 ? 6u : 4, ("m", inner, 0));
        }

        using BtfObject ascending = BtfObject.FromMemory(builder.ToArray());
        using BtfObject descending = builder.ToObject();
        uint[] expected = [.. ascending.Types.Select(AlignmentOf)];
        uint[] found = [.. descending.Types.Reverse().Select(AlignmentOf).Reverse()];

        Assert.That(found, Is.EqualTo(expected));
        Assert.That(expected.Distinct().Order(), Is.EqualTo([1u, 4u]));
    }

    [Test]
    public void An_alignment_that_needs_a_disposed_base_fails_each_time()
    {
        BtfBuilder builder = new();
        uint number = builder.AddInt("int", 4);
        uint below = builder.AddStruct("below", 4, ("m", number, 0));
        using BtfObject baseObject = builder.ToObject();
        BtfBuilder split = new(baseObject);
        uint above = split.AddStruct("above", 4, ("m", below, 0));
        using BtfObject btf = split.ToObject();
        BtfType type = btf[above];
        baseObject.Dispose();

        for (int i = 0; i < 2; i++)
        {
            Assert.That(() => type.TryGetAlignment(out _), Throws.InstanceOf<ObjectDisposedException>());
        }
    }

    private static uint AlignmentOf(BtfType type) => type.TryGetAlignment(out uint alignment) ? alignment : 0;
}
