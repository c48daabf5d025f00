using Btf.Core.Comparison;
using NUnit.Framework;

namespace Btf.Core.Tests.Comparison;

/// <summary>Members that move from one anonymous structure to another are reported as moved, not as removed and added.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
public sealed class RegroupedMembersTests
{
    [Test]
    public void A_member_that_leaves_a_named_union_has_another_path() => AssertChanges(
        Dentry("d_u", 64), Dentry("", 64), "member d_alias renamed: d_u.d_alias -> d_alias", "member d_rcu renamed: d_u.d_rcu -> d_rcu");

    [Test]
    public void A_member_that_also_lies_elsewhere_is_moved_too() => AssertChanges(
        Dentry("d_u", 64), Dentry("", 96), "member d_alias renamed: d_u.d_alias -> d_alias", "member d_alias moved: 8 -> 12",
        "member d_rcu renamed: d_u.d_rcu -> d_rcu", "member d_rcu moved: 8 -> 12");

    [Test]
    public void What_has_no_match_in_the_structure_that_was_taken_apart_is_told_alone() => AssertChanges(
        Dentry("d_u", 64), Dentry("", 64, "d_new"), "member d_alias renamed: d_u.d_alias -> d_alias", "member d_u.d_rcu removed: struct callback_head at 0",
        "member d_new added: struct list_head at 8");

    [Test]
    public void A_structure_of_which_nothing_is_left_is_removed_as_a_whole() =>
        AssertChanges(Dentry("d_u", 64), Dentry(null, 64), "member d_u removed: union (anon) at 8");

    private static void AssertChanges(byte[] old, byte[] @new, params string[] expected)
    {
        using BtfObject before = BtfObject.FromMemory(old);
        using BtfObject after = BtfObject.FromMemory(@new);

        BtfTypeChange change = BtfComparison.Compare(before, after).Changes.Single();
        Assert.That(change.Parts.Select(part => part.ToString()), Is.EqualTo(expected));
    }

    private static byte[] Dentry(string? union, uint place, string second = "d_rcu")
    {
        var builder = new BtfBuilder();
        uint number = builder.AddInt("int", 4, BtfIntEncoding.Signed);
        uint list = builder.AddStruct("hlist_node", 4, ("next", number, 0));
        uint head = builder.AddStruct("callback_head", 4, ("next", number, 0));
        uint other = builder.AddStruct("list_head", 4, ("next", number, 0));
        uint inner = builder.AddUnion("", 4, ("d_alias", list, 0), (second, second == "d_rcu" ? head : other, 0));
        if (union is null)
        {
            builder.AddStruct("dentry", 32, ("d_flags", number, 0));
        }
        else
        {
            builder.AddStruct("dentry", 32, ("d_flags", number, 0), new BtfBuilderMember(union, inner, place));
        }

        return builder.ToArray();
    }
}
