using System.Text;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>C dumps of an object and of chosen types.</summary>
[TestFixture]
public sealed class CDumpTests
{
    [Test]
    public void A_chosen_type_comes_with_all_that_its_definition_needs()
    {
        BtfBuilder builder = new();
        uint integer = builder.AddInt("int", 4, BtfIntEncoding.Signed);
        uint inner = builder.AddStruct("inner", 4, ("n", integer, 0));
        uint other = builder.AddStruct("other", 4, ("n", integer, 0));
        uint alias = builder.AddTypedef("inner_t", inner);
        uint outer = builder.AddStruct("outer", 16, ("i", alias, 0), ("o", builder.AddPointer(other), 64));
        _ = builder.AddStruct("unrelated", 4, ("n", integer, 0));
        using BtfObject btf = BtfObject.FromMemory(builder.ToArray());

        Assert.That(
            CText.Of(btf[outer]),
            Is.EqualTo("struct inner {\n\tint n;\n};\n\ntypedef struct inner inner_t;\n\nstruct other;\n\nstruct outer {\n\tinner_t i;\n\tstruct other *o;\n};\n\n"));
    }

    [Test]
    public void Chosen_types_are_written_once_each_in_the_order_given()
    {
        BtfBuilder builder = new();
        uint integer = builder.AddInt("int", 4, BtfIntEncoding.Signed);
        uint first = builder.AddStruct("a", 4, ("n", integer, 0));
        uint second = builder.AddStruct("b", 4, ("n", integer, 0));
        using BtfObject btf = BtfObject.FromMemory(builder.ToArray());

        Assert.That(CText.Of(btf[second], btf[first], btf[second]), Is.EqualTo("struct b {\n\tint n;\n};\n\nstruct a {\n\tint n;\n};\n\n"));
    }

    [Test]
    public void Chosen_types_may_be_of_a_split_and_of_its_base()
    {
        BtfBuilder builder = new();
        uint integer = builder.AddInt("int", 4, BtfIntEncoding.Signed);
        uint inherited = builder.AddStruct("s", 4, ("n", integer, 0));
        using BtfObject kernel = BtfObject.FromMemory(builder.ToArray());
        BtfBuilder split = new(kernel);
        uint own = split.AddStruct("s", 8, ("n", inherited, 0), ("m", integer, 32));
        using BtfObject module = BtfObject.FromMemory(split.ToArray(), kernel);

        Assert.That(CText.Of(kernel[inherited], module[own]), Is.EqualTo("struct s {\n\tint n;\n};\n\nstruct s___2 {\n\tstruct s n;\n\tint m;\n};\n\n"));
    }

    [Test]
    public void Types_of_objects_that_do_not_know_each_other_are_refused()
    {
        byte[] bytes = SampleBytes();
        using BtfObject one = BtfObject.FromMemory(bytes);
        using BtfObject other = BtfObject.FromMemory(bytes);

        Assert.That(() => CText.Of(one[1], other[1]), Throws.ArgumentException);
    }

    [Test]
    public void No_types_are_an_empty_header() => Assert.That(CText.Of(), Is.Empty);

    [Test]
    public void A_stream_receives_the_same_text()
    {
        using BtfObject btf = BtfObject.FromMemory(SampleBytes());
        using MemoryStream all = new();
        using MemoryStream chosen = new();

        BtfDump.WriteC(btf, all);
        BtfDump.WriteC([btf[2]], chosen);

        Assert.That(all.ToArray(), Is.EqualTo(CText.Of(btf)));
        Assert.That(Encoding.UTF8.GetString(chosen.ToArray()), Does.Contain(CText.Of(btf[2])));
    }

    [Test]
    public void A_dump_that_was_refused_leaves_nothing_behind_for_the_next_one()
    {
        BtfBuilder builder = new();
        builder.AddStruct("s", 4, ("m", 1u, 0));
        builder.AddEnum("first", 4, false, ("FIRST", 0));
        using BtfObject broken = BtfObject.FromMemory(builder.ToArray());
        using BtfObject btf = BtfObject.FromMemory(SampleBytes());
        byte[] expected = CText.Of(btf);

        Assert.That(() => CText.Of(broken), Throws.TypeOf<BtfFormatException>());
        Assert.That(CText.Of(btf), Is.EqualTo(expected));
    }

    [Test]
    public void Several_threads_write_at_once()
    {
        using BtfObject btf = BtfObject.FromMemory(SampleBytes());
        byte[] expected = CText.Of(btf);

        Parallel.For(0, 200, _ => Assert.That(CText.Of(btf), Is.EqualTo(expected)));
    }

    [NonParallelizable]
    [Test]
    public void What_a_dump_allocates_does_not_depend_on_the_number_of_types()
    {
        byte[] small = SampleBytes();
        byte[] large = SampleBytes(5_000);
        using BtfObject few = BtfObject.FromMemory(small);
        using BtfObject many = BtfObject.FromMemory(large);
        System.Buffers.ArrayBufferWriter<byte> text = new(1 << 20);

        Assert.That(Allocations.Of(() => Write(few)), Is.Zero);
        Assert.That(Allocations.Of(() => Write(many)), Is.Zero);

        void Write(BtfObject btf)
        {
            text.ResetWrittenCount();
            BtfDump.WriteC(btf, text);
        }
    }

    [Test]
    public void A_disposed_object_answers_so()
    {
        BtfObject btf = BtfObject.FromMemory(SampleBytes());
        btf.Dispose();

        Assert.That(() => CText.Of(btf), Throws.TypeOf<ObjectDisposedException>());
    }

    private static byte[] SampleBytes(int count = 3)
    {
        BtfBuilder builder = new();
        uint integer = builder.AddInt("int", 4, BtfIntEncoding.Signed);
        for (int i = 0; i < count; i++)
        {
            builder.AddStruct("s" + i, 8, ("n", integer, 0), ("p", integer, 32));
        }

        return builder.ToArray();
    }
}
