using System.Text;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Graphs of types on which other dumps recurse, loop or grow without end: each is written or refused at once.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
public sealed class HostileCDumpTests
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(1);

    [Test]
    public void A_structure_inside_itself_is_refused() =>
        Assert.That(RefusalOf(builder => builder.AddStruct("s", 4, ("m", 1u, 0))), Is.EqualTo(BtfErrorCode.ReferenceLoop));

    [Test]
    public void An_array_of_itself_is_refused() => Assert.That(RefusalOf(builder => builder.AddArray(1, 1, 4)), Is.EqualTo(BtfErrorCode.ReferenceLoop));

    [Test]
    public void A_typedef_of_itself_is_refused() =>
        Assert.That(RefusalOf(builder => builder.AddTypedef("t", 1)), Is.EqualTo(BtfErrorCode.ReferenceLoop));

    [Test]
    public void Qualifiers_in_a_circle_are_refused() => Assert.That(
        RefusalOf(builder => { builder.AddConst(2); builder.AddVolatile(1); }), Is.EqualTo(BtfErrorCode.ReferenceLoop));

    [Test]
    public void A_prototype_that_returns_itself_is_refused() =>
        Assert.That(RefusalOf(builder => builder.AddFunctionPrototype(1)), Is.EqualTo(BtfErrorCode.ReferenceLoop));

    [Test]
    public void Pointers_and_prototypes_in_a_circle_are_answered_or_refused()
    {
        _ = Try(builder => { builder.AddPointer(2); builder.AddFunctionPrototype(1, ("f", 1u)); }, out _);
        _ = Try(builder => { builder.AddPointer(2); builder.AddFunctionPrototype(0, ("f", 1u)); builder.AddTypedef("t", 1); }, out _);
        _ = Try(builder => { builder.AddTypedef("t", 2); builder.AddPointer(3); builder.AddFunctionPrototype(1, ("f", 1u)); }, out _);
    }

    [Test]
    public void A_pointer_to_a_structure_that_holds_it_is_written()
    {
        string text = Try(builder => { builder.AddPointer(2); builder.AddStruct("s", 8, ("next", 1u, 0)); }, out _)!;

        Assert.That(text, Does.Contain("struct s {\n\tstruct s *next;\n};\n"));
    }

    [Test]
    public void An_anonymous_structure_that_a_pointer_of_its_own_leads_back_to_is_refused() => Assert.That(
        RefusalOf(builder => { builder.AddPointer(2); builder.AddStruct("", 8, ("next", 1u, 0)); builder.AddStruct("s", 8, ("m", 2u, 0)); }),
        Is.EqualTo(BtfErrorCode.ReferenceLoop).Or.EqualTo(BtfErrorCode.TextTooLarge));

    [Test]
    public void A_void_member_is_written_as_it_is()
    {
        string text = Try(builder => builder.AddStruct("s", 4, ("m", 0u, 0)), out _)!;

        Assert.That(text, Does.Contain("\tvoid m;\n"));
    }

    [Test]
    public void A_returned_type_that_does_not_exist_is_refused() =>
        Assert.That(RefusalOf(builder => builder.AddFunctionPrototype(77)), Is.EqualTo(BtfErrorCode.TypeIdOutOfRange));

    [Test]
    public void A_very_long_row_of_qualifiers_is_refused() => Assert.That(
        RefusalOf(builder =>
        {
            const uint Length = 100_000;
            builder.AddInt("int", 4, BtfIntEncoding.Signed);
            for (uint id = 2; id <= Length; id++)
            {
                builder.AddConst(id - 1);
            }
        }),
        Is.EqualTo(BtfErrorCode.ReferenceLoop));

    [Test]
    public void Structures_nested_very_deep_are_written([Values] bool anonymous, [Values] bool outwards)
    {
        const uint Depth = 60_000;
        string text = Try(
            builder =>
            {
                builder.AddInt("int", 4, BtfIntEncoding.Signed);
                for (uint id = 2; id <= Depth; id++)
                {
                    uint inner = outwards ? id - 1 : id == Depth ? 1 : id + 1;
                    bool outermost = outwards ? id == Depth : id == 2;
                    builder.AddStruct(anonymous && !outermost ? "" : "s" + id, 4, ("m", inner, 0));
                }
            },
            out _)!;

        Assert.That(text.Split('{'), Has.Length.EqualTo(Depth));
        Assert.That(text, Does.Contain("int m;"));
    }

    [Test]
    public void Anonymous_structures_that_double_at_each_step_are_refused([Values(2, 3, 30)] int width) => Assert.That(
        RefusalOf(builder => Doubling(builder, width)), Is.EqualTo(BtfErrorCode.TextTooLarge));

    [Test]
    public void Prototypes_that_double_at_each_step_are_refused() => Assert.That(
        RefusalOf(builder =>
        {
            builder.AddInt("int", 4, BtfIntEncoding.Signed);
            for (uint id = 2; id < 100; id++)
            {
                builder.AddFunctionPrototype(id - 1, ("a", id - 1), ("b", id - 1));
            }

            builder.AddTypedef("t", 99);
        }),
        Is.EqualTo(BtfErrorCode.TextTooLarge));

    [Test]
    public void Very_long_names_that_share_their_bytes_are_refused()
    {
        const int Count = 40_000;
        BtfBuilder builder = new();
        string name = new('n', 400_000);
        uint first = builder.AddString(name);
        for (uint i = 0; i < Count; i++)
        {
            builder.AddRaw(first + i, RawBtf.Info(BtfKind.Struct), 0);
        }

        Assert.That(RefusalOf(builder), Is.EqualTo(BtfErrorCode.TextTooLarge));
    }

    [Test]
    public void A_structure_of_almost_unlimited_size_is_answered_or_refused([Values(0x0FFF_FFFFu, 0x7FFF_FFFFu, 0x8000_0000u, uint.MaxValue)] uint size) =>
        _ = Try(builder => { builder.AddInt("int", 4, BtfIntEncoding.Signed); builder.AddStruct("s", size, ("m", 1u, 0)); builder.AddArray(2, 1, uint.MaxValue); builder.AddStruct("t", 8, ("a", 3u, 0), ("b", 1u, 0)); }, out _);

    [Test]
    public void A_member_far_past_the_others_is_answered_or_refused() =>
        _ = Try(builder => { builder.AddInt("int", 4, BtfIntEncoding.Signed); builder.AddStruct("s", 8, new BtfBuilderMember("a", 1, uint.MaxValue), ("b", 1u, 3), ("c", 1u, int.MaxValue)); }, out _);

    private static void Doubling(BtfBuilder builder, int width)
    {
        const uint Depth = 100;
        builder.AddInt("int", 4, BtfIntEncoding.Signed);
        for (uint id = 2; id <= Depth; id++)
        {
            builder.AddStruct(id == Depth ? "outermost" : "", 4, [.. Enumerable.Range(0, width).Select(i => ("m" + i, id - 1, 0))]);
        }
    }

    private static BtfErrorCode RefusalOf(Action<BtfBuilder> build)
    {
        BtfBuilder builder = new();
        build(builder);
        return RefusalOf(builder);
    }

    private static BtfErrorCode RefusalOf(BtfBuilder builder) => Try(builder, out BtfError error) is null ? error.Code : BtfErrorCode.None;

    private static string? Try(Action<BtfBuilder> build, out BtfError error)
    {
        BtfBuilder builder = new();
        build(builder);
        return Try(builder, out error);
    }

    private static string? Try(BtfBuilder builder, out BtfError error)
    {
        // The first type, which bpftool skips.
        builder.AddEnum("first", 4, false, ("FIRST", 0));
        using BtfObject btf = builder.OpenRaw();
        TimeSpan start = ThreadTime.Now;
        string? text = null;
        error = default;
        try
        {
            text = Encoding.UTF8.GetString(CText.Of(btf));
        }
        catch (BtfFormatException e)
        {
            error = e.Error;
            Assert.That(e.Error.TypeId, Is.Positive);
            Assert.That(e.Error.ByteOffset, Is.Positive);
        }

        Assert.That(ThreadTime.Now - start, Is.LessThan(_limit));
        return text;
    }
}
