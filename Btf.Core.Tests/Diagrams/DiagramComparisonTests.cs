using System.Buffers;
using System.Text;
using System.Xml.Linq;
using Btf.Core.Diagrams;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Pictures of two versions show the old names of members that were renamed or regrouped, and do not call them removed and added.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
public sealed class DiagramComparisonTests
{
    [Test]
    public void A_member_that_leaves_a_named_union_is_regrouped()
    {
        (string[] titles, string text) = Compare(Dentry("d_u", 8), Dentry("", 8));

        Assert.That(titles, Has.Some.EqualTo("d_alias: struct node, byte 8, 4 bytes (regrouped, was d_u.d_alias at byte 8, 4 bytes)"));
        Assert.That(titles, Has.Some.StartsWith("d_u: union (anon), byte 8, 4 bytes (regrouped"));
        Assert.That(titles, Has.None.Contains("removed").And.None.Contains("added"));
        Assert.That(text, Does.Contain("0 members added, 0 removed, 0 changed, 0 moved, 0 renamed, 2 regrouped."));
        Assert.That(text, Does.Contain("~ ").And.Contain("(was d_u.d_alias at byte 8, 4 bytes)").And.Not.Contain("\n- ").And.Not.Contain("\n+ "));
    }

    [Test]
    public void A_member_that_enters_a_named_union_elsewhere_is_regrouped()
    {
        (string[] titles, _) = Compare(Dentry("", 8), Dentry("d_u", 12));

        Assert.That(titles, Has.Some.EqualTo("d_alias: struct node, byte 8, 4 bytes (regrouped)"));
        Assert.That(
            titles,
            Has.Some.EqualTo("d_u: union (anon), byte 12, 4 bytes (regrouped, d_alias was d_alias at byte 8, 4 bytes, d_rcu was d_rcu at byte 8, 4 bytes)"));
    }

    [Test]
    public void Two_versions_fit_beside_each_other_into_80_columns()
    {
        (_, string text) = Compare(Dentry("d_u", 8), Dentry("", 8));

        Assert.That(text.Split('\n').Max(line => line.Length), Is.LessThanOrEqualTo(80));
        Assert.That(text, Does.Contain("\n             (was d_u.d_alias at byte 8, 4 bytes)"));
    }

    [Test]
    public void What_is_left_of_a_union_that_is_not_opened_is_told()
    {
        (string[] titles, string text) = Compare(Dentry("d_u", 8), Dentry("", 8, "d_other"));

        Assert.That(titles, Has.Some.EqualTo("d_u: union (anon), byte 8, 4 bytes (regrouped, d_u.d_rcu removed)"));
        Assert.That(titles, Has.Some.EqualTo("d_other: struct other, byte 8, 4 bytes (added)"));
        Assert.That(text, Does.Contain("(d_u.d_rcu removed)").And.Contain("1 member added"));
    }

    [Test]
    public void A_member_of_the_same_place_and_type_is_renamed_and_what_is_in_it_stays()
    {
        (string[] titles, string text) = Compare(Outer("first"), Outer("second"), new() { Depth = 2 });

        Assert.That(titles, Has.Some.EqualTo("second: struct inner, byte 4, 8 bytes (renamed, was first at byte 4, 8 bytes)"));
        Assert.That(titles, Has.Some.EqualTo("second.x: int, byte 4, 4 bytes"));
        Assert.That(text, Does.Contain("0 members added, 0 removed, 0 changed, 0 moved, 1 renamed, 0 regrouped."));
    }

    [Test]
    public void A_structure_that_contains_others_many_times_over_is_compared_in_bounds()
    {
        (string[] titles, _) = Compare(Nested("a"), Nested("b"));

        Assert.That(titles, Has.Some.Contains("regrouped").Or.Some.Contains("renamed"));
    }

    private static (string[] Titles, string Text) Compare(BtfBuilder old, BtfBuilder @new, BtfDiagramOptions? options = null)
    {
        using BtfObject before = BtfObject.FromMemory(old.ToArray());
        using BtfObject after = BtfObject.FromMemory(@new.ToArray());
        ArrayBufferWriter<byte> svg = new();
        ArrayBufferWriter<byte> text = new();
        BtfDiagram.WriteSvgComparison(before.FindType("s", BtfKind.Struct), after.FindType("s", BtfKind.Struct), svg, options);
        BtfDiagram.WriteTextComparison(before.FindType("s", BtfKind.Struct), after.FindType("s", BtfKind.Struct), text, options);
        string[] titles = [.. XDocument.Parse(Encoding.UTF8.GetString(svg.WrittenSpan)).Descendants()
            .Where(element => element.Name.LocalName == "g").Select(element => element.Elements().First().Value)];
        return (titles, Encoding.UTF8.GetString(text.WrittenSpan));
    }

    /// <summary>Like the kernel's <c>struct dentry</c>, whose <c>d_alias</c> is in a union that once had a name.</summary>
    private static BtfBuilder Dentry(string union, uint place, string second = "d_rcu")
    {
        var builder = new BtfBuilder();
        uint number = builder.AddInt("int", 4, BtfIntEncoding.Signed);
        uint node = builder.AddStruct("node", 4, ("next", number, 0));
        uint other = builder.AddStruct("other", 4, ("next", number, 0));
        uint inner = builder.AddUnion("", 4, ("d_alias", node, 0), (second, second == "d_rcu" ? node : other, 0));
        builder.AddStruct("s", 16, ("d_flags", number, 0), new BtfBuilderMember(union, inner, place * 8));
        return builder;
    }

    private static BtfBuilder Outer(string name)
    {
        var builder = new BtfBuilder();
        uint number = builder.AddInt("int", 4, BtfIntEncoding.Signed);
        uint inner = builder.AddStruct("inner", 8, ("x", number, 0), ("y", number, 32));
        builder.AddStruct("s", 12, ("head", number, 0), (name, inner, 32));
        return builder;
    }

    /// <summary>Thirty anonymous structures, each of which contains the previous one twice: 2^30 members in all.</summary>
    private static BtfBuilder Nested(string prefix)
    {
        var builder = new BtfBuilder();
        uint last = builder.AddStruct("", 1, ("x", builder.AddInt("char", 1), 0));
        for (int i = 0; i < 30; i++)
        {
            last = builder.AddStruct("", 1, ($"{prefix}{i}", last, 0), ($"{prefix}{i}_", last, 0));
        }

        builder.AddStruct("s", 1, (prefix, last, 0));
        return builder;
    }
}
