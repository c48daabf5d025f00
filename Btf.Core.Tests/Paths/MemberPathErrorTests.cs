using System.Text;
using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture]
public sealed class MemberPathErrorTests
{
    private BtfObject _btf = null!;

    [OneTimeSetUp]
    public void Open() => _btf = PathSample.Open();

    [OneTimeTearDown]
    public void Close() => _btf.Dispose();

    [TestCase("", BtfPathErrorCode.SyntaxError, 0, 1, "Syntax error: a type's name is missing (segment 1, byte 0).")]
    [TestCase("struct ", BtfPathErrorCode.SyntaxError, 7, 1, "Syntax error: a type's name is missing (segment 1, byte 7).")]
    [TestCase(".id", BtfPathErrorCode.SyntaxError, 0, 1, "Syntax error: a type's name is missing (segment 1, byte 0).")]
    [TestCase("outer.", BtfPathErrorCode.SyntaxError, 6, 2, "Syntax error: a member's name is missing (segment 2, byte 6).")]
    [TestCase("outer..id", BtfPathErrorCode.SyntaxError, 6, 2, "Syntax error: a member's name is missing (segment 2, byte 6).")]
    [TestCase("outer.parent->", BtfPathErrorCode.SyntaxError, 14, 3, "Syntax error: a member's name is missing (segment 3, byte 14).")]
    [TestCase("outer.parent->->id", BtfPathErrorCode.NotPointer, 14, 2, "It is of type volatile struct outer, which is not a pointer that '->' could cross (segment 2, byte 14).")]
    [TestCase("outer.parent->[0]", BtfPathErrorCode.NotArray, 14, 2, "It is of type volatile struct outer, which is not an array (segment 2, byte 14).")]
    [TestCase("far.to_pointer->right", BtfPathErrorCode.PointerNeedsArrow, 16, 3, "It is a pointer, of type volatile struct outer *const: write '->' to cross it (segment 3, byte 16).")]
    [TestCase("far.to_pointer->->", BtfPathErrorCode.SyntaxError, 18, 3, "Syntax error: a member's name is missing (segment 3, byte 18).")]
    [TestCase("outer.name[]", BtfPathErrorCode.SyntaxError, 11, 2, "Syntax error: an index is missing (segment 2, byte 11).")]
    [TestCase("outer.name[-1]", BtfPathErrorCode.SyntaxError, 11, 2, "Syntax error: an index is missing (segment 2, byte 11).")]
    [TestCase("outer.name[1", BtfPathErrorCode.SyntaxError, 12, 2, "Syntax error: ']' is missing (segment 2, byte 12).")]
    [TestCase("outer.name[1x]", BtfPathErrorCode.SyntaxError, 12, 2, "Syntax error: ']' is missing (segment 2, byte 12).")]
    [TestCase("outer.name]", BtfPathErrorCode.SyntaxError, 10, 2, "Syntax error: '.', '->' or '[' is missing before ']' (segment 2, byte 10).")]
    [TestCase("outer.name[1]x", BtfPathErrorCode.SyntaxError, 13, 2, "Syntax error: '.', '->' or '[' is missing before 'x' (segment 2, byte 13).")]
    [TestCase("outer.name[4294967296]", BtfPathErrorCode.NumberOverflow, 11, 2, "The index '4294967296' is larger than 4294967295 (segment 2, byte 11).")]
    [TestCase("nothing.id", BtfPathErrorCode.NoSuchType, 0, 1, "No struct, union or typedef is named 'nothing' (segment 1, byte 0).")]
    [TestCase("union outer.id", BtfPathErrorCode.NoSuchType, 6, 1, "No union is named 'outer' (segment 1, byte 6).")]
    [TestCase("struct outer_t.id", BtfPathErrorCode.NoSuchType, 7, 1, "No struct is named 'outer_t' (segment 1, byte 7).")]
    [TestCase("int.id", BtfPathErrorCode.NotComposite, 0, 1, "It is of type int, which has no members (segment 1, byte 0).")]
    [TestCase("outer.id.x", BtfPathErrorCode.NotComposite, 9, 3, "'id' is of type int, which has no members (segment 3, byte 9).")]
    [TestCase("outer.name.x", BtfPathErrorCode.NotComposite, 11, 3, "'name' is of type char[16], which has no members (segment 3, byte 11).")]
    [TestCase("outer.raw->x", BtfPathErrorCode.NotComposite, 11, 3, "It is of type void, which has no members (segment 3, byte 11).")]
    [TestCase("outer.inners[1].nope", BtfPathErrorCode.NoSuchMember, 16, 3, "struct inner has no member named 'nope' (segment 3, byte 16).")]
    [TestCase("outer.parent.id", BtfPathErrorCode.PointerNeedsArrow, 12, 3, "'parent' is a pointer, of type volatile struct outer *const: write '->' to cross it (segment 3, byte 12).")]
    [TestCase("outer->id", BtfPathErrorCode.NotPointer, 5, 1, "It is of type struct outer, which is not a pointer that '->' could cross (segment 1, byte 5).")]
    [TestCase("outer.id->x", BtfPathErrorCode.NotPointer, 8, 2, "'id' is of type int, which is not a pointer that '->' could cross (segment 2, byte 8).")]
    [TestCase("outer.id[0]", BtfPathErrorCode.NotArray, 8, 2, "'id' is of type int, which is not an array (segment 2, byte 8).")]
    [TestCase("outer.parent[0]", BtfPathErrorCode.NotArray, 12, 2, "'parent' is of type volatile struct outer *const, which is not an array (segment 2, byte 12).")]
    [TestCase("outer.name[16]", BtfPathErrorCode.IndexOutOfRange, 11, 2, "Index 16 is out of range: 'name' is of type char[16] (segment 2, byte 11).")]
    [TestCase("never.x", BtfPathErrorCode.IncompleteType, 0, 1, "struct never is only declared, and its definition is neither in this object nor in a base (segment 1, byte 0).")]
    [TestCase("outer.never->x", BtfPathErrorCode.IncompleteType, 13, 3, "struct never is only declared, and its definition is neither in this object nor in a base (segment 3, byte 13).")]
    public void An_error_says_what_and_where(string path, BtfPathErrorCode code, int position, int segment, string message)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(path);
        bool resolved = _btf.TryResolvePath(utf8, out BtfMemberPath result, out BtfPathError error);
        BtfPathException thrown = Assert.Throws<BtfPathException>(() => _btf.ResolvePath(path))!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(resolved, Is.False);
            Assert.That(result.BitSize, Is.Zero);
            Assert.That(error.Code, Is.EqualTo(code));
            Assert.That(error.Position, Is.EqualTo(position));
            Assert.That(error.Segment, Is.EqualTo(segment));
            Assert.That(error.Describe(utf8), Is.EqualTo(message));
            Assert.That(thrown.Message, Is.EqualTo(message));
            Assert.That(thrown.Error.Code, Is.EqualTo(code));
        }
    }

    [TestCase("nothing.id", "No struct, union or typedef has that name (segment 1, byte 0).")]
    [TestCase("outer.nope", "struct outer has no member of that name (segment 2, byte 6).")]
    [TestCase("outer.name]", "Syntax error: '.', '->' or '[' is missing (segment 2, byte 10).")]
    [TestCase("outer.name[4294967296]", "The index is larger than 4294967295 (segment 2, byte 11).")]
    public void Without_the_path_an_error_is_a_sentence_too(string path, string message)
    {
        Assert.That(_btf.TryResolvePath(path, out _, out BtfPathError error), Is.False);
        Assert.That(error.Message, Is.EqualTo(message));
        Assert.That(error.ToString(), Is.EqualTo(message));
    }

    [Test]
    public void Bad_data_is_an_error_of_the_path()
    {
        var b = new BtfBuilder();
        uint number = b.AddInt("int", 4);
        b.AddStruct("bad", 16, ("gone", 99u, 0), ("loop", b.NextTypeId + 1, 32), ("huge", b.NextTypeId + 2, 64), ("wide", b.NextTypeId + 4, 64), ("no_size", b.NextTypeId + 5, 0));
        b.AddTypedef("loop", b.NextTypeId);
        b.AddArray(b.NextTypeId + 1, number, 0);
        b.AddArray(number, number, 0x3FFF_FFFF);
        b.AddArray(b.NextTypeId - 1, number, 0);
        b.AddFunctionPrototype(0);
        using BtfObject btf = b.OpenRaw();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Code(btf, "bad.gone"), Is.EqualTo(BtfPathErrorCode.BadType));
            Assert.That(Code(btf, "bad.loop.x"), Is.EqualTo(BtfPathErrorCode.BadType));
            Assert.That(Code(btf, "bad.loop[1]"), Is.EqualTo(BtfPathErrorCode.BadType));
            Assert.That(Code(btf, "bad.loop->x"), Is.EqualTo(BtfPathErrorCode.BadType));
            Assert.That(Code(btf, "bad.loop"), Is.EqualTo(BtfPathErrorCode.NoSize));
            Assert.That(Code(btf, "bad.no_size"), Is.EqualTo(BtfPathErrorCode.NoSize));
            Assert.That(Code(btf, "bad.huge[4294967295]"), Is.EqualTo(BtfPathErrorCode.OffsetOverflow));
            Assert.That(Code(btf, "bad.huge[4]"), Is.EqualTo(BtfPathErrorCode.None));
        }
    }

    [Test]
    public void A_path_of_4_KB_is_read_to_its_end()
    {
        string path = "outer" + string.Concat(Enumerable.Repeat(".parent->parent->id", 1)) + string.Concat(Enumerable.Repeat("x", 4096));
        string crossing = "outer.parent" + string.Concat(Enumerable.Repeat("->parent", 600)) + "->id";
        string number = "outer.tail[" + new string('0', 4096) + "7]";

        Assert.That(_btf.TryResolvePath(path, out _, out BtfPathError error), Is.False);
        Assert.That(error.Length, Is.EqualTo(4098));
        Assert.That(error.Describe(Encoding.UTF8.GetBytes(path)), Has.Length.LessThan(300));
        Assert.That(_btf.ResolvePath(crossing).PointersCrossed, Is.EqualTo(601));
        Assert.That(_btf.ResolvePath(number).BitOffset, Is.EqualTo(1280 + 7 * 32));
    }

    [Test]
    public void Names_that_are_no_UTF8_are_bytes_like_others()
    {
        var b = new BtfBuilder();
        uint number = b.AddInt("int", 4);
        BtfName name = b.AddName([0xFF, 0xFE]);
        b.AddStruct(name, 4, new BtfBuilderMember(name, number));
        using BtfObject btf = BtfObject.FromMemory(b.ToArray());

        Assert.That(btf.TryResolvePath([0xFF, 0xFE, (byte)'.', 0xFF, 0xFE], out BtfMemberPath result, out _), Is.True);
        Assert.That(result.BitSize, Is.EqualTo(32));
        Assert.That(btf.TryResolvePath([0xFF, 0xFE, (byte)'.', 0xC0], out _, out BtfPathError error), Is.False);
        Assert.That(error.Message, Does.Contain("has no member"));
    }

    [Test]
    public void An_unpaired_surrogate_is_a_syntax_error()
    {
        Assert.That(_btf.TryResolvePath("outer.\uD800", out _, out BtfPathError error), Is.False);
        Assert.That(error.Code, Is.EqualTo(BtfPathErrorCode.SyntaxError));
        Assert.That(error.Position, Is.EqualTo(6));
        Assert.That(error.Segment, Is.EqualTo(2));
        Assert.That(() => _btf.ResolvePath("outer.\uD800"), Throws.TypeOf<BtfPathException>());
    }

    [Test]
    public void A_disposed_object_answers_so()
    {
        BtfObject btf = PathSample.Open();
        BtfType outer = btf.FindType("outer", BtfKind.Struct);
        btf.Dispose();

        Assert.That(() => btf.ResolvePath("outer.id"), Throws.InstanceOf<ObjectDisposedException>());
        Assert.That(() => outer.ResolvePath("id"), Throws.InstanceOf<ObjectDisposedException>());
        Assert.That(() => outer.AsComposite().TryFindMember("id", out _), Throws.InstanceOf<ObjectDisposedException>());
    }

    private static BtfPathErrorCode Code(BtfObject btf, string path)
    {
        btf.TryResolvePath(path, out _, out BtfPathError error);
        return error.Code;
    }
}
