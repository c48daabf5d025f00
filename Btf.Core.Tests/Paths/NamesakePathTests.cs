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
        builder.Int("int", 4, 32);
        builder.Struct("adapter", 8, ("first", 1, 0), ("shared", 1, 32));
        builder.Struct("adapter", 16, ("second", 1, 64), ("shared", 1, 32), ("moved", 1, 0));
        builder.Struct("adapter", 16, ("moved", 1, 96));
        _btf = builder.Open();
    }

    [OneTimeTearDown]
    public void Close() => _btf.Dispose();

    [TestCase("adapter.first", 0)]
    [TestCase("adapter.second", 8)]
    [TestCase("adapter.shared", 4)]
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

    [Test]
    public void None_is_an_error_that_tells_of_all()
    {
        bool found = _btf.TryResolvePath("adapter.nothing", out _, out BtfPathError error);

        Assert.That((found, error.Code), Is.EqualTo((false, BtfPathErrorCode.NoSuchMember)));
        Assert.That(error.Message, Does.Contain("2 in all"));
    }
}
