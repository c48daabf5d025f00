using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>The layout model: members and gaps in the order of their offsets.</summary>
[TestFixture]
public sealed class LayoutTests
{
    [Test]
    public void Members_holes_and_padding_are_found_by_place()
    {
        BtfBuilder builder = new();
        builder.AddInt("int", 4);
        builder.AddInt("char", 1);
        uint id = builder.AddStruct("s", 12, ("a", 2u, 0), ("b", 1u, 32), ("c", 2u, 64));
        using BtfObject btf = builder.ToObject();

        BtfLayout layout = BtfLayout.Of(btf[id]);

        Assert.That(layout.Entries.Select(entry => (entry.Part, entry.BitOffset, entry.BitSize)), Is.EqualTo(new[]
        {
            (BtfLayoutPart.Member, 0UL, 8UL), (BtfLayoutPart.Hole, 8UL, 24UL), (BtfLayoutPart.Member, 32UL, 32UL), (BtfLayoutPart.Member, 64UL, 8UL), (BtfLayoutPart.Padding, 72UL, 24UL),
        }));
        Assert.That((layout.Holes, layout.HoleBytes, layout.Padding, layout.CacheLines, layout.IsPacked, layout.HasOverlaps), Is.EqualTo((1, 3UL, 3UL, 1, false, false)));
        Assert.That(layout.Size, Is.EqualTo(12));
        Assert.That(CText.LayoutOf(btf[id]), Does.Contain("/* sum members: 6, holes: 1, sum holes: 3 */"));
    }

    [Test]
    public void Bit_fields_leave_holes_and_padding_of_bits()
    {
        BtfBuilder builder = new();
        builder.AddInt("int", 4);
        uint id = builder.AddStruct("s", 8, ("a", 1u, 0, 3), ("b", 1u, 8, 4), ("c", 1u, 32, 5));
        using BtfObject btf = builder.ToObject();

        BtfLayout layout = BtfLayout.Of(btf[id]);

        Assert.That((layout.BitHoles, layout.BitHoleBits, layout.BitPadding), Is.EqualTo((2, 25UL, 27UL)));
        Assert.That(CText.LayoutOf(btf[id]), Does.Contain("/* sum bitfield members: 12 bits, bit holes: 2, sum bit holes: 25 bits */"));
    }

    [Test]
    public void Members_out_of_order_are_sorted_and_overlaps_are_marked()
    {
        BtfBuilder builder = new();
        builder.AddInt("int", 4);
        uint mixed = builder.AddStruct("mixed", 8, ("b", 1u, 32), ("a", 1u, 0));
        uint overlap = builder.AddStruct("overlap", 8, ("a", 1u, 0), ("b", 1u, 16));
        using BtfObject btf = builder.ToObject();

        Assert.That(BtfLayout.Of(btf[mixed]).Entries.Select(entry => entry.MemberIndex), Is.Ordered.Descending);
        Assert.That(BtfLayout.Of(btf[overlap]).HasOverlaps, Is.True);
        Assert.That(BtfLayout.Of(btf[overlap]).Entries[1].Overlaps, Is.True);
    }

    [Test]
    public void A_structure_inside_tells_its_padding()
    {
        BtfBuilder builder = new();
        builder.AddInt("int", 4);
        builder.AddInt("char", 1);
        uint inner = builder.AddStruct("inner", 8, ("a", 1u, 0), ("b", 2u, 32));
        uint id = builder.AddStruct("outer", 12, ("i", inner, 0), ("x", 1u, 64));
        using BtfObject btf = builder.ToObject();

        BtfLayout layout = BtfLayout.Of(btf[id]);

        Assert.That(layout.Entries[0].InnerPadding, Is.EqualTo(3));
        Assert.That(CText.LayoutOf(btf[id]), Does.Contain("/* paddings: 1, sum paddings: 3 */"));
    }

    [Test]
    public void The_text_has_qualifiers_of_nameless_members_and_tags_of_functions()
    {
        BtfBuilder builder = new();
        builder.AddInt("int", 4, BtfIntEncoding.Signed);
        uint nameless = builder.AddConst(builder.AddStruct("", 4, ("x", 1u, 0)));
        uint id = builder.AddStruct("s", 4, ("", nameless, 0));
        uint function = builder.AddFunction("f", builder.AddFunctionPrototype(1, ("x", 1u)));
        builder.AddDeclTag("bpf_kfunc", function);
        builder.AddDeclTag("of a parameter", function, 0);
        using BtfObject btf = builder.ToObject();

        Assert.That(CText.LayoutOf(btf[id]), Does.Contain("\tconst struct {\n"));
        Assert.That(CText.LayoutOf(btf[function]), Is.EqualTo("bpf_kfunc int f(int x);\n"));
    }

    [Test]
    public void Each_structure_of_a_kernel_is_covered_exactly_once_with_the_holes_of_the_text()
    {
        using BtfObject kernel = BtfObject.Open(Oracles.KernelBtf());
        int count = 0;
        List<string> countedTwice = [];
        foreach (BtfType type in kernel.Types)
        {
            if (type.Kind != BtfKind.Struct || type.NameOffset == 0)
            {
                continue;
            }

            BtfLayout layout = BtfLayout.Of(type);
            ulong end = 0;
            foreach (BtfLayoutEntry entry in layout.Entries)
            {
                Assert.That(entry.BitOffset, Is.EqualTo(end), () => $"[{type.Id}] {type.Name}");
                end = entry.BitEnd;
            }

            Assert.That(end, Is.EqualTo(layout.Size * 8UL), $"[{type.Id}] {type.Name}");
            ulong free = 0;
            foreach (BtfLayoutEntry entry in layout.Entries)
            {
                free += entry.Part is BtfLayoutPart.Hole or BtfLayoutPart.BitHole ? entry.BitSize : 0;
            }

            // pahole ignores the bits before a bit-field that is the first member.
            ulong before = layout.Entries.FirstOrDefault(entry => entry.Part == BtfLayoutPart.Member).BitOffset % 8;
            if (free != (layout.HoleBytes * 8) + layout.BitHoleBits + before)
            {
                countedTwice.Add(type.Name.ToString());
            }

            AssertText(layout, CText.LayoutOf(type));
            count++;
        }

        Assert.That(count, Is.GreaterThan(5000));

        // pahole counts a hole twice if a member without a size is between a bit-field and the next member, as in page_pool.
        Assert.That(countedTwice, Has.Count.LessThan(5), string.Join(' ', countedTwice));
    }

    private static void AssertText(BtfLayout layout, string text)
    {
        string name = layout.Composite.ToString();
        Assert.That(NumberAfter(text, ", holes: "), Is.EqualTo((ulong)layout.Holes), name);
        Assert.That(NumberAfter(text, "sum holes: "), Is.EqualTo(layout.HoleBytes), name);
        Assert.That(NumberAfter(text, "sum bit holes: "), Is.EqualTo(layout.BitHoleBits), name);
        Assert.That(NumberAfter(text, "\t/* padding: "), Is.EqualTo(layout.Padding), name);
    }

    private static ulong NumberAfter(string text, string words)
    {
        int totals = text.LastIndexOf("/* size: ", StringComparison.Ordinal);
        int start = totals < 0 ? -1 : text.IndexOf(words, totals, StringComparison.Ordinal);
        if (start < 0)
        {
            return 0;
        }

        string digits = new([.. text[(start + words.Length)..].TakeWhile(char.IsAsciiDigit)]);
        return ulong.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);
    }
}
