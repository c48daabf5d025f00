using Btf.Core.Comparison;
using NUnit.Framework;

namespace Btf.Core.Tests.Comparison;

[TestFixture]
public sealed class BtfComparisonTests
{
    [TestCase("size", "type resized: 24 -> 32")]
    [TestCase("moved", "member b moved: 8 -> 12")]
    [TestCase("moved by bits", "member b moved: 8 -> 8:4")]
    [TestCase("renamed", "member c renamed: b -> c")]
    [TestCase("retyped", "member b retyped: int -> long")]
    [TestCase("added", "member c added: int at 20")]
    [TestCase("removed", "member b removed: int at 8")]
    [TestCase("bit-field", "member d resized: 3 -> 4")]
    [TestCase("inner moved", "member y moved: 16 -> 17")]
    [TestCase("inner added", "member z added: int at 16")]
    [TestCase("open member", "member open.w retyped: int -> long")]
    [TestCase("array", "member a retyped: int[2] -> int[3]")]
    [TestCase("swapped", "type changed")]
    public void One_edit_of_a_structure_is_told_as_that_edit(string edit, string expected)
    {
        using BtfObject old = BtfObject.FromMemory(EditedTypes.Structure(""));
        using BtfObject @new = BtfObject.FromMemory(EditedTypes.Structure(edit));

        BtfComparison comparison = BtfComparison.Compare(old, @new);

        Assert.That(comparison.Changes.Select(change => change.ToString()), Is.EqualTo((string[])["struct s changed"]));
        Assert.That(comparison.Changes[0].Parts.Select(part => part.ToString()), Is.EqualTo((string[])[expected]));
    }

    [TestCase("size", "type resized: 4 -> 8")]
    [TestCase("signed", "type recoded: unsigned -> signed")]
    [TestCase("renumbered", "value B renumbered: 1 -> 7")]
    [TestCase("renamed", "value C renamed: B -> C")]
    [TestCase("added", "value C added: 2")]
    [TestCase("removed", "value B removed: 1")]
    [TestCase("enum64", "type recoded: enum -> enum64")]
    public void One_edit_of_an_enumeration_is_told_as_that_edit(string edit, string expected)
    {
        foreach (string name in (string[])["e", ""])
        {
            using BtfObject old = BtfObject.FromMemory(EditedTypes.Enumeration(name, ""));
            using BtfObject @new = BtfObject.FromMemory(EditedTypes.Enumeration(name, edit));

            BtfComparison comparison = BtfComparison.Compare(old, @new);

            Assert.That(comparison.Changes, Has.Count.EqualTo(1));
            Assert.That(comparison.Changes[0].Parts.Select(part => part.ToString()), Is.EqualTo((string[])[expected]));
        }
    }

    [TestCase("linkage", "type relinked: static -> global")]
    [TestCase("result", "result retyped: int -> void")]
    [TestCase("renamed", "parameter c renamed: b -> c")]
    [TestCase("retyped", "parameter b retyped: int -> long")]
    [TestCase("added", "parameter c added: int at 2")]
    [TestCase("ellipsis", "parameter added: ... at 2")]
    [TestCase("removed", "parameter a removed: int at 0")]
    [TestCase("swapped", "parameter a moved: 0 -> 1|parameter b moved: 1 -> 0")]
    public void One_edit_of_a_function_is_told_as_that_edit(string edit, string expected)
    {
        using BtfObject old = BtfObject.FromMemory(EditedTypes.Function(""));
        using BtfObject @new = BtfObject.FromMemory(EditedTypes.Function(edit));

        BtfComparison comparison = BtfComparison.Compare(old, @new);

        Assert.That(comparison.Changes.Select(change => change.ToString()), Is.EqualTo((string[])["function f changed"]));
        Assert.That(string.Join('|', comparison.Changes[0].Parts.Select(part => part.ToString())), Is.EqualTo(expected));
    }

    [TestCase("typedef", "typedef t changed", "type retyped: int -> long")]
    [TestCase("variable", "variable v changed", "type retyped: int -> long")]
    [TestCase("variable's linkage", "variable v changed", "type relinked: static -> globalallocated")]
    [TestCase("section's size", "section .data changed", "type resized: 8 -> 16")]
    [TestCase("entry moved", "section .data changed", "variable v moved: 0 -> 4")]
    [TestCase("entry resized", "section .data changed", "variable v resized: 4 -> 8")]
    [TestCase("int", "int int changed", "type recoded: signed, 32 bits at 0 -> none, 32 bits at 0")]
    [TestCase("float", "float float changed", "type resized: 4 -> 8")]
    [TestCase("tag", "struct s changed", "tag mark added: on 0")]
    [TestCase("definition", "struct declared changed", "type recoded: declaration -> struct")]
    public void One_edit_of_another_type_is_told_as_that_edit(string edit, string title, string expected)
    {
        using BtfObject old = BtfObject.FromMemory(EditedTypes.Others(""));
        using BtfObject @new = BtfObject.FromMemory(EditedTypes.Others(edit));

        BtfComparison comparison = BtfComparison.Compare(old, @new);

        Assert.That(comparison.Changes.Select(change => change.ToString()), Is.EqualTo((string[])[title]));
        Assert.That(comparison.Changes[0].Parts.Select(part => part.ToString()), Is.EqualTo((string[])[expected]));
    }

    [Test]
    public void What_refers_to_a_changed_type_is_not_changed_and_knows_how_far_away_the_change_is()
    {
        using BtfObject old = BtfObject.FromMemory(Referrers(4));
        using BtfObject @new = BtfObject.FromMemory(Referrers(8));

        BtfComparison comparison = BtfComparison.Compare(old, @new);

        Assert.That(comparison.Changes.Select(change => change.ToString()), Is.EqualTo((string[])["struct changed changed"]));
        Assert.That(LevelOf("changed"), Is.EqualTo(BtfTypeDifference.Own));
        Assert.That(LevelOf("containing"), Is.EqualTo(BtfTypeDifference.Value));
        Assert.That(LevelOf("containing_that"), Is.EqualTo(BtfTypeDifference.Value));
        Assert.That(LevelOf("pointing"), Is.EqualTo(BtfTypeDifference.Reference));
        Assert.That(LevelOf("unrelated"), Is.EqualTo(BtfTypeDifference.None));
        BtfImpact impact = comparison.Changes[0].Impact;
        Assert.That(Names(impact.Containing), Is.EqualTo("containing containing_that"));
        Assert.That(Names(impact.Referring), Is.EqualTo("pointing sched_ext_ops"));
        Assert.That(Names(impact.Functions), Is.EqualTo("call plain"));
        Assert.That(Names(impact.Kfuncs), Is.EqualTo("call"));
        Assert.That(Names(impact.Tracepoints), Is.EqualTo("btf_trace_event"));
        Assert.That(Names(impact.StructOps), Is.EqualTo("sched_ext_ops"));
        BtfType type = @new.FindType("containing", BtfKind.Struct);
        Assert.That(comparison.CounterpartOf(type), Is.EqualTo(old.FindType("containing", BtfKind.Struct)));

        BtfTypeDifference LevelOf(string name)
        {
            BtfTypeDifference level = comparison.DifferenceOf(old.FindType(name, BtfKind.Struct));
            Assert.That(comparison.DifferenceOf(@new.FindType(name, BtfKind.Struct)), Is.EqualTo(level));
            return level;
        }

        static string Names(IEnumerable<BtfType> types) => string.Join(' ', types.Select(found => found.Name.ToString()).Order(StringComparer.Ordinal));
    }

    [Test]
    public void Namesakes_are_paired_by_what_they_have_in_common()
    {
        using BtfObject old = BtfObject.FromMemory(Namesakes(["a", "b"], ["x", "y", "z"], ["p"]));
        using BtfObject @new = BtfObject.FromMemory(Namesakes(["x", "y", "w"], ["q", "r"], ["a", "b"]));

        BtfComparison comparison = BtfComparison.Compare(old, @new);

        Assert.That(
            ChangeText.Of(comparison),
            Is.EqualTo((string[])["Added Struct 'same': ", "Changed Struct 'same': Member Renamed 'w' z -> w", "Removed Struct 'same': "]));
        Assert.That(comparison.DifferenceOf(old[2]), Is.EqualTo(BtfTypeDifference.None));
        Assert.That(comparison.CounterpartOf(old[2]), Is.EqualTo(@new[4]));
    }

    [Test]
    public void Namesakes_that_differ_only_in_what_namesakes_mean_in_them_are_equal_in_any_order()
    {
        using BtfObject old = BtfObject.FromMemory(Ties(isSwapped: false));
        using BtfObject @new = BtfObject.FromMemory(Ties(isSwapped: true));

        BtfComparison comparison = BtfComparison.Compare(old, @new);

        Assert.That(comparison.Changes, Is.Empty);
        foreach (BtfType type in old.Types)
        {
            Assert.That(comparison.DifferenceOf(type), Is.EqualTo(BtfTypeDifference.None), type.ToString());
        }
    }

    [Test]
    public void A_type_that_means_another_namesake_contains_or_refers_to_a_difference_in_either_direction()
    {
        using BtfObject old = BtfObject.FromMemory(Users("first"));
        using BtfObject @new = BtfObject.FromMemory(Users("second"));

        foreach ((BtfObject from, BtfObject to) in new[] { (old, @new), (@new, old) })
        {
            BtfComparison comparison = BtfComparison.Compare(from, to);
            Assert.That(comparison.Changes, Is.Empty);
            foreach (BtfObject side in new[] { from, to })
            {
                Assert.That(comparison.DifferenceOf(side.FindType("contains", BtfKind.Struct)), Is.EqualTo(BtfTypeDifference.Value));
                Assert.That(comparison.DifferenceOf(side.FindType("both", BtfKind.Struct)), Is.EqualTo(BtfTypeDifference.Value));
                Assert.That(comparison.DifferenceOf(side.FindType("refers", BtfKind.Struct)), Is.EqualTo(BtfTypeDifference.Reference));
            }
        }
    }

    [Test]
    public void Enumerations_without_a_name_are_paired_through_the_values_that_any_two_of_them_share()
    {
        using BtfObject old = BtfObject.FromMemory(Enumerations(["A", "B"], ["C", "A"]));
        using BtfObject @new = BtfObject.FromMemory(Enumerations(["B", "D"], ["C", "A"]));

        BtfComparison forth = BtfComparison.Compare(old, @new);
        BtfComparison back = BtfComparison.Compare(@new, old);

        Assert.That(forth.Changes.Select(change => change.Change), Is.EqualTo((BtfChangeKind[])[BtfChangeKind.Changed]));
        Assert.That(ChangeText.Of(back), Is.EqualTo(ChangeText.InverseOf(forth)));
    }

    [Test]
    public void Another_byte_order_and_pointer_size_is_said_and_does_not_count()
    {
        using BtfObject old = BtfObject.FromMemory(Machine(bigEndian: false, pointer: 8));
        using BtfObject @new = BtfObject.FromMemory(Machine(bigEndian: true, pointer: 4));

        BtfComparison comparison = BtfComparison.Compare(old, @new);

        Assert.That(comparison.Remarks, Has.Count.EqualTo(2));
        Assert.That(comparison.Remarks[0], Does.Contain("byte order").And.Contain("LittleEndian against BigEndian"));
        Assert.That(comparison.Remarks[1], Does.Contain("8 bytes against 4 bytes"));
        Assert.That(comparison.Changes.Select(change => change.ToString()), Is.EqualTo((string[])["int long changed"]));
    }

    [Test]
    public void Modules_of_collections_are_compared_with_their_namesakes()
    {
        using BtfCollection old = Modules("one", "two");
        using BtfCollection @new = Modules("two", "three");

        BtfComparison comparison = BtfComparison.Compare(old, @new);

        Assert.That(comparison.Remarks, Is.EqualTo((string[])["Module one was removed.", "Module three was added."]));
        Assert.That(
            comparison.Changes.Select(change => $"{change} in {change.ModuleName}"),
            Is.EqualTo((string[])["struct of_one removed in one", "struct of_three added in three"]));
    }

    [Test]
    public void Loops_and_members_without_end_are_compared_within_bounds()
    {
        using BtfObject old = BtfObject.FromMemory(Hostile(4));
        using BtfObject @new = BtfObject.FromMemory(Hostile(8));

        BtfComparison comparison = BtfComparison.Compare(old, @new);

        Assert.That(comparison.Changes.Sum(change => change.Parts.Count), Is.GreaterThan(0));
        Assert.That(comparison.DifferenceOf(old[1]), Is.EqualTo(comparison.DifferenceOf(@new[1])));
        Assert.That(BtfComparison.Compare(old, BtfObject.FromMemory(Hostile(4))).Changes, Is.Empty);
    }

    [Test]
    public void A_type_id_past_the_end_is_an_error_that_names_the_type()
    {
        var builder = new BtfBuilder();
        builder.AddTypedef("broken", 99);
        using BtfObject old = builder.OpenRaw();
        using BtfObject @new = BtfObject.FromMemory(EditedTypes.Structure(""));

        Assert.That(() => BtfComparison.Compare(old, @new), Throws.TypeOf<BtfFormatException>().With.Property(nameof(BtfFormatException.Error)).Property(nameof(BtfError.TypeId)).EqualTo(1u));
    }

    [Test]
    public void A_type_of_another_object_is_refused()
    {
        using BtfObject old = BtfObject.FromMemory(EditedTypes.Structure(""));
        using BtfObject @new = BtfObject.FromMemory(EditedTypes.Structure("size"));
        using BtfObject third = BtfObject.FromMemory(EditedTypes.Structure(""));

        Assert.That(() => BtfComparison.Compare(old, @new).DifferenceOf(third[1]), Throws.ArgumentException);
        Assert.That(() => BtfComparison.Compare(old, old).CounterpartOf(third[1]), Throws.ArgumentException);
    }

    private static byte[] Referrers(uint size)
    {
        var builder = new BtfBuilder();
        uint @int = builder.AddInt("int", 4, BtfIntEncoding.Signed);
        uint changed = builder.AddStruct("changed", size, ("a", @int, 0));
        uint name = builder.AddTypedef("changed_t", changed);
        uint containing = builder.AddStruct("containing", 8, ("a", builder.AddArray(builder.AddConst(name), @int, 2), 0));
        builder.AddStruct("containing_that", 8, ("a", containing, 0));
        uint pointer = builder.AddPointer(builder.AddConst(changed));
        uint pointing = builder.AddStruct("pointing", 8, ("a", pointer, 0));
        builder.AddStruct("unrelated", 4, ("a", @int, 0));
        uint prototype = builder.AddFunctionPrototype(@int, ("a", pointer));
        builder.AddFunction("plain", prototype);
        builder.AddDeclTag("bpf_kfunc", builder.AddFunction("call", prototype));
        builder.AddTypedef("btf_trace_event", builder.AddPointer(prototype));
        uint operations = builder.AddStruct("sched_ext_ops", 8, ("call", builder.AddPointer(prototype), 0));
        builder.AddStruct("bpf_struct_ops_sched_ext_ops", 8, ("data", operations, 0));
        _ = pointing;
        return builder.ToArray();
    }

    private static byte[] Namesakes(params string[][] members)
    {
        var builder = new BtfBuilder();
        uint @int = builder.AddInt("int", 4, BtfIntEncoding.Signed);
        foreach (string[] names in members)
        {
            builder.AddStruct("same", 12, [.. names.Select((name, i) => new BtfBuilderMember(name, @int, (uint)i * 32))]);
        }

        return builder.ToArray();
    }

    /// <summary>Makes two structures of one name, and structures that use the one whose member has the name given.</summary>
    private static byte[] Users(string used)
    {
        var builder = new BtfBuilder();
        uint @int = builder.AddInt("int", 4, BtfIntEncoding.Signed);
        uint first = builder.AddStruct("same", 4, ("first", @int, 0));
        uint second = builder.AddStruct("same", 4, ("second", @int, 0));
        uint same = used == "first" ? first : second;
        uint pointer = builder.AddPointer(same);
        builder.AddStruct("contains", 8, ("a", builder.AddArray(same, @int, 2), 0));
        builder.AddStruct("refers", 8, ("a", pointer, 0));
        builder.AddStruct("both", 16, ("a", pointer, 0), ("b", builder.AddArray(builder.AddConst(same), @int, 2), 64));
        return builder.ToArray();
    }

    private static byte[] Enumerations(params string[][] names)
    {
        var builder = new BtfBuilder();
        foreach (string[] values in names)
        {
            builder.AddEnum("", 4, false, [.. values.Select((name, i) => new BtfBuilderValue(name, i))]);
        }

        return builder.ToArray();
    }

    private static byte[] Ties(bool isSwapped)
    {
        // Two lists of the same name and shape differ only in their targets, which again have the same name.
        var builder = new BtfBuilder();
        uint @int = builder.AddInt("int", 4, BtfIntEncoding.Signed);
        string[] ends = isSwapped ? ["second", "first"] : ["first", "second"];
        uint[] inner = [.. ends.Select(end => builder.AddStruct("inner", 4, (end, @int, 0)))];
        uint[] outer = [.. inner.Select(type => builder.AddStruct("outer", 8, ("inner", builder.AddPointer(type), 0)))];
        for (int i = 0; i < 2; i++)
        {
            builder.AddStruct($"of_{ends[i]}", 8, ("outer", builder.AddPointer(outer[i]), 0));
        }

        return builder.ToArray();
    }

    private static byte[] Machine(bool bigEndian, uint pointer)
    {
        var builder = new BtfBuilder { ByteOrder = ByteOrders.Of(bigEndian) };
        uint @int = builder.AddInt("int", 4, BtfIntEncoding.Signed);
        builder.AddInt("long", pointer, BtfIntEncoding.Signed);
        builder.AddStruct("s", 8, ("a", @int, 0), ("b", builder.AddPointer(@int), 32));
        return builder.ToArray();
    }

    private static BtfCollection Modules(params string[] names)
    {
        var kernel = new BtfBuilder();
        uint @int = kernel.AddInt("int", 4, BtfIntEncoding.Signed);
        BtfObject baseObject = kernel.ToObject();
        var collection = new BtfCollection(baseObject);
        foreach (string name in names)
        {
            BtfBuilder module = new(baseObject);
            module.AddStruct($"of_{name}", 4, ("a", @int, 0));
            collection.Add(name, module.ToObject());
        }

        return collection;
    }

    private static byte[] Hostile(uint size)
    {
        var builder = new BtfBuilder();
        builder.AddTypedef("loop", 1);
        builder.AddPointer(2);
        uint last = builder.AddStruct("", size, ("a", 2u, 0));
        for (int i = 0; i < 40; i++)
        {
            // Each doubles the number of members when anonymous structures are expanded.
            last = builder.AddStruct("", size, ("", last, 0), ("", last, 32));
        }

        builder.AddStruct("deep", size, ("", last, 0));
        uint self = builder.NextTypeId;
        builder.AddStruct("", size, ("", self, 0), ("b", self, 0));
        builder.AddStruct("endless", size, ("", self, 0));
        return builder.ToArray();
    }
}
