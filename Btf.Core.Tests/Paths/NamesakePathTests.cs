using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Paths whose first name several structures have.</summary>
[TestFixture]
public sealed class NamesakePathTests
{
    private BtfObject _btf;

    [OneTimeSetUp]
    public void Build()
    {
        BtfBuilder builder = new();
        builder.AddInt("int", 4);
        builder.AddStruct("adapter", 8, ("first", 1u, 0), ("shared", 1u, 32));
        builder.AddStruct("adapter", 16, ("second", 1u, 64), ("shared", 1u, 32), ("moved", 1u, 0));
        builder.AddStruct("adapter", 16, ("moved", 1u, 96));
        builder.AddStruct("s", 8, ("a", 1u, 0), ("both", 1u, 32));
        builder.AddUnion("s", 4, ("b", 1u, 0), ("both", 1u, 0));
        builder.AddTypedef("s", builder.AddStruct("", 12, ("c", 1u, 64), ("a", 1u, 0)));
        builder.AddStruct("outer", 8, ("declared", builder.AddPointer(builder.AddForward("adapter")), 0));
        for (int i = 0; i < 1000; i++)
        {
            builder.AddStruct("many", 8, i == 999 ? ("last", 1u, 32) : ("other", 1u, 0));
        }

        _btf = builder.ToObject();
    }

    [OneTimeTearDown]
    public void Close() => _btf.Dispose();

    [TestCase("adapter.first", 0)]
    [TestCase("adapter.second", 8)]
    [TestCase("adapter.shared", 4)]
    [TestCase("s.a", 0)]
    [TestCase("s.b", 0)]
    [TestCase("s.c", 8)]
    [TestCase("struct s.both", 4)]
    [TestCase("union s.both", 0)]
    [TestCase("many.last", 4)]
    [TestCase("many.other", 0)]
    [TestCase("outer.declared->first", 0)]
    [TestCase("outer.declared->second", 8)]
    [TestCase("outer.declared->shared", 4)]
    public void One_place_is_the_answer_whichever_type_has_it(string path, int byteOffset)
    {
        Assert.That(_btf.ResolvePath(path).ByteOffset, Is.EqualTo(byteOffset));
    }

    [Test]
    public void Several_places_are_an_error_that_lists_the_ids()
    {
        bool found = _btf.TryResolvePath("adapter.moved", out _, out BtfPathError error);

        Assert.That((found, error.Code), Is.EqualTo((false, BtfPathErrorCode.Ambiguous)));
        Assert.That(error.Message, Does.Contain("byte 0 in [3]").And.Contain("byte 12 in [4]"));
    }

    [TestCase("s.both", "byte 4 in [5]", "byte 0 in [6]")]
    [TestCase("s", "byte 0 in [5] (8 bytes)", "(4 bytes)")]
    [TestCase("outer.declared->moved", "byte 0 in [3]", "byte 12 in [4]")]
    public void Places_in_types_of_any_kind_and_in_definitions_are_listed(string path, string one, string other)
    {
        bool found = _btf.TryResolvePath(path, out _, out BtfPathError error);

        Assert.That((found, error.Code), Is.EqualTo((false, BtfPathErrorCode.Ambiguous)));
        Assert.That(error.Message, Does.Contain(one).And.Contain(other));
    }

    [TestCase("struct s.b")]
    [TestCase("union s.a")]
    [TestCase("many.nothing")]
    [TestCase("outer.declared->nothing")]
    public void A_member_that_none_of_them_has_is_an_error(string path)
    {
        bool found = _btf.TryResolvePath(path, out _, out BtfPathError error);

        Assert.That((found, error.Code), Is.EqualTo((false, BtfPathErrorCode.NoSuchMember)));
    }

    [Test]
    public void Very_many_large_types_of_one_name_are_refused_soon()
    {
        BtfBuilder builder = new();
        uint number = builder.AddInt("int", 4);
        uint large = builder.AddStruct("large", 4, [.. Enumerable.Range(0, 20_000).Select(i => ($"m{i}", number, 0))]);
        for (int i = 0; i < 20_000; i++)
        {
            builder.AddStruct("many", 4, ("in", large, 0));
        }

        using BtfObject btf = builder.ToObject();
        bool found = btf.TryResolvePath("many.in.nothing", out _, out BtfPathError error);

        Assert.That((found, error.Code), Is.EqualTo((false, BtfPathErrorCode.TooManyTypes)));
    }

    // Each walk visits 1,024 types before it stops.
    [Test]
    public void Very_many_typedefs_of_one_name_that_lead_to_one_another_are_refused_soon()
    {
        BtfBuilder builder = new();
        builder.AddInt("int", 4);
        for (uint id = 2; id < 20_000; id++)
        {
            builder.AddTypedef("t", id - 1);
        }

        using BtfObject btf = builder.ToObject();
        bool found = btf.TryResolvePath("t.member", out _, out BtfPathError error);

        Assert.That((found, error.Code), Is.EqualTo((false, BtfPathErrorCode.TooManyTypes)));
        Assert.That(error.Message, Does.Match(@"the first 15\d\d were tried"));
    }

    [Test]
    public void None_is_an_error_that_tells_of_all()
    {
        bool found = _btf.TryResolvePath("adapter.nothing", out _, out BtfPathError error);

        Assert.That((found, error.Code), Is.EqualTo((false, BtfPathErrorCode.NoSuchMember)));
        Assert.That(error.Message, Does.Contain("(2)"));
    }
}
