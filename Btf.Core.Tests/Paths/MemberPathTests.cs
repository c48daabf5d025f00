using System.Text;
using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture(false)]
[TestFixture(true)]
public sealed class MemberPathTests(bool bigEndian)
{
    private BtfObject _btf = null!;

    [OneTimeSetUp]
    public void Open() => _btf = PathSample.Open(bigEndian);

    [OneTimeTearDown]
    public void Close() => _btf.Dispose();

    [TestCase("outer", 0u, 1280u, 0)]
    [TestCase("outer.id", 0u, 32u, 0)]
    [TestCase("struct outer.id", 0u, 32u, 0)]
    [TestCase("struct \t outer.id", 0u, 32u, 0)]
    [TestCase("outer_t.id", 0u, 32u, 0)]
    [TestCase("outer.name", 32u, 128u, 0)]
    [TestCase("outer.name[15]", 152u, 8u, 0)]
    [TestCase("outer.table[1]", 256u, 96u, 0)]
    [TestCase("outer.table[1][2]", 320u, 32u, 0)]
    [TestCase("outer.right", 384u, 32u, 0)]
    [TestCase("outer.deepest", 416u, 32u, 0)]
    [TestCase("outer.bytes[3]", 440u, 8u, 0)]
    [TestCase("outer.inners[2].key", 576u, 32u, 0)]
    [TestCase("outer.inners[3].low", 672u, 5u, 0)]
    [TestCase("outer.inners[3].high", 677u, 27u, 0)]
    [TestCase("outer.parent", 704u, 64u, 0)]
    [TestCase("outer.parent->inners[1].key", 512u, 32u, 1)]
    [TestCase("outer.parent->parent->deepest", 416u, 32u, 2)]
    [TestCase("outer.pointers[1]", 1024u, 64u, 0)]
    [TestCase("outer.pointers[1]->id", 0u, 32u, 1)]
    [TestCase("outer.later->second", 32u, 32u, 1)]
    [TestCase("far.to_pointer->->right", 384u, 32u, 2)]
    [TestCase("far.to_pointer->->parent->id", 0u, 32u, 3)]
    [TestCase("far.to_table->[1]", 96u, 96u, 1)]
    [TestCase("far.to_table->[1][2]", 160u, 32u, 1)]
    [TestCase("outer.tail", 1280u, 0u, 0)]
    [TestCase("outer.tail[100]", 4480u, 32u, 0)]
    [TestCase("both.of_struct", 32u, 32u, 0)]
    [TestCase("union both.of_union", 0u, 32u, 0)]
    [TestCase("old.field", 11u, 7u, 0)]
    [TestCase("old.whole", 0u, 32u, 0)]
    public void A_path_leads_to_a_place(string path, uint bitOffset, uint bitSize, int pointers)
    {
        BtfMemberPath result = _btf.ResolvePath(path);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.BitOffset, Is.EqualTo(bitOffset));
            Assert.That(result.ByteOffset, Is.EqualTo(bitOffset / 8));
            Assert.That(result.BitSize, Is.EqualTo(bitSize));
            Assert.That(result.PointersCrossed, Is.EqualTo(pointers));
            Assert.That(result.IsBitfield, Is.EqualTo(bitSize is 5 or 27 or 7));
        }
    }

    [TestCase("id", 0u)]
    [TestCase("inners[1].key", 512u)]
    public void A_path_may_start_from_a_type(string path, uint bitOffset)
    {
        BtfType outer = _btf.FindType("outer", BtfKind.Struct);

        Assert.That(outer.ResolvePath(path).BitOffset, Is.EqualTo(bitOffset));
        Assert.That(outer.ResolvePath(path.AsSpan()).BitOffset, Is.EqualTo(bitOffset));
        Assert.That(outer.ResolvePath(Encoding.UTF8.GetBytes(path)).BitOffset, Is.EqualTo(bitOffset));
        Assert.That(outer.ResolvePath(path).Root, Is.EqualTo(outer));
    }

    [Test]
    public void A_path_may_start_from_an_array_or_a_pointer()
    {
        BtfType table = _btf.ResolvePath("outer.table").Type;
        BtfType pointer = _btf.ResolvePath("outer.parent").Type;

        Assert.That(table.ResolvePath("[1][1]").BitOffset, Is.EqualTo(128));
        Assert.That(pointer.ResolvePath("->right").BitOffset, Is.EqualTo(384));
        Assert.That(_btf.ResolvePath("far.to_pointer").Type.ResolvePath("->->right").BitOffset, Is.EqualTo(384));
    }

    [Test]
    public void A_result_tells_its_member_and_types()
    {
        BtfMemberPath element = _btf.ResolvePath("outer.name[3]");
        BtfMemberPath member = _btf.ResolvePath("outer.inners[0].low");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(element.Member!.Value.Name.ToString(), Is.EqualTo("name"));
            Assert.That(element.Type.Name.ToString(), Is.EqualTo("char"));
            Assert.That(element.Root.Name.ToString(), Is.EqualTo("outer"));
            Assert.That(element.ToString(), Is.EqualTo("char"));
            Assert.That(member.Member!.Value.DeclaringType.Name.ToString(), Is.EqualTo("inner"));
            Assert.That(member.ToString(), Is.EqualTo("int low"));
            Assert.That(_btf.ResolvePath("outer").Member, Is.Null);
        }
    }

    [Test]
    public void A_reader_tells_where_the_crossed_pointers_lie()
    {
        var steps = new List<string>();
        var reader = new BtfPathReader(_btf, "outer.pointers[1]->later->second"u8);
        while (reader.Read())
        {
            steps.Add($"{reader.Current.Kind} {reader.Current.BitOffset} {reader.Current.Member?.Name}");
        }

        Assert.That(reader.Error.Code, Is.EqualTo(BtfPathErrorCode.None));
        Assert.That(steps, Is.EqualTo((string[])
        [
            "Start 0 ", "Member 960 pointers", "Index 1024 ", "Dereference 1024 ", "Member 768 later", "Dereference 768 ", "Member 32 second",
        ]));
    }

    [Test]
    public void A_pointer_to_a_pointer_lies_at_the_start_of_what_is_pointed_to()
    {
        var steps = new List<string>();
        var reader = new BtfPathReader(_btf, "far.to_pointer->->right"u8);
        while (reader.Read())
        {
            steps.Add($"{reader.Current.Kind} {reader.Current.BitOffset} {reader.Current.Type}");
        }

        Assert.That(steps, Is.EqualTo((string[])
        [
            "Start 0 struct far", "Member 0 volatile struct outer *const *", "Dereference 0 volatile struct outer *const",
            "Dereference 0 volatile struct outer", "Member 384 int",
        ]));
    }

    [Test]
    public void A_declaration_is_completed_from_the_split_that_the_path_is_resolved_in()
    {
        BtfBuilder builder = PathSample.Build(bigEndian);
        using BtfObject kernel = BtfObject.FromMemory(builder.ToArray());
        BtfBuilder addition = new(kernel);
        addition.AddStruct("never", 4, ("found", 1u, 0));
        using BtfObject module = BtfObject.FromMemory(addition.ToArray(), kernel);

        Assert.That(module.ResolvePath("outer.never->found").BitSize, Is.EqualTo(32));
        Assert.That(kernel.TryResolvePath("outer.never->found", out _, out BtfPathError error), Is.False);
        Assert.That(error.Code, Is.EqualTo(BtfPathErrorCode.IncompleteType));
    }

    [Test]
    public void The_Try_form_allocates_nothing()
    {
        int resolved = 0;

        Assert.That(Allocations.Of(() => resolved = Resolve()), Is.Zero);
        Assert.That(resolved, Is.EqualTo(7));
    }

    private int Resolve()
    {
        BtfType outer = _btf.FindType("outer"u8, BtfKind.Struct);
        int resolved = 0;
        resolved += _btf.TryResolvePath("outer.parent->inners[1].low"u8, out BtfMemberPath result, out _) ? 1 : 0;
        resolved += _btf.TryResolvePath("struct outer.bytes[2]", out result, out _) ? 1 : 0;
        resolved += _btf.TryResolvePath("outer.table[1][2]".AsSpan(), out result, out _) ? 1 : 0;
        resolved += _btf.TryResolvePath("outer.later->second"u8, out result, out _) ? 1 : 0;
        resolved += _btf.TryResolvePath("outer.nothing"u8, out result, out _) ? 0 : 1;
        resolved += outer.TryResolvePath("inners[3].key"u8, out result, out _) ? 1 : 0;
        resolved += outer.AsComposite().TryFindMember("deepest"u8, out BtfMemberLocation location) && location.BitOffset == 416 ? 1 : 0;
        return resolved;
    }
}
