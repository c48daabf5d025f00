using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Calls that read many names, on data in which all names are suffixes of one very long string, so that their total length is quadratic.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class LongStringTests
{
    private const int StringLength = 16_000_000;
    private const uint Count = 50_000;

    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(5);
    private static readonly string _text = new('a', StringLength);

    private readonly BtfBuilder _builder = new();

    [Test]
    public void The_pointer_size_is_told_at_once()
    {
        uint name = _builder.AddString(_text);
        for (uint i = 0; i < Count; i++)
        {
            _builder.AddRaw(name + i, RawBtf.Info(BtfKind.Int), 8, 64);
        }

        _builder.AddInt("long int", 4);
        using BtfObject btf = Open();

        AssertAtOnce(() => btf.PointerSize, 4);
    }

    [Test]
    public void A_name_is_found_at_once()
    {
        uint name = _builder.AddString(_text);
        for (uint i = 0; i < Count; i++)
        {
            _builder.AddRaw(name + StringLength - 2000 - i, RawBtf.Info(BtfKind.Struct), 4);
        }

        using BtfObject btf = Open();
        string wanted = new('a', 2000 + 777);

        AssertAtOnce(() => Enumerable.Range(0, 2000).Count(_ => btf.FindTypes(wanted).Count() == 1), 2000);
    }

    [Test]
    public void A_module_is_relocated_at_once()
    {
        BtfBuilder distilled = new();
        uint name = distilled.AddString(_text[..60_000]);
        for (uint i = 0; i < Count; i++)
        {
            distilled.AddRaw(name + 58_900 - i, RawBtf.Info(BtfKind.Struct), 4);
        }

        using BtfObject below = BtfObject.FromMemory(distilled.ToArray());
        BtfBuilder module = new(below);
        module.AddPointer(1);
        using BtfObject split = module.ToObject();
        using BtfObject kernel = distilled.ToObject();

        AssertAtOnce(() => split.TryRelocateTo(kernel, out _, out BtfError error) || error.Code == BtfErrorCode.SeveralMatchesInBase, true);
    }

    [Test]
    public void A_member_is_found_at_once([Values] bool anonymous)
    {
        uint name = _builder.AddString(_text);
        uint number = _builder.AddInt("int", 4);
        List<uint> words = [];
        for (uint i = 0; i < Count; i++)
        {
            words.AddRange([name + i, number, 0]);
        }

        uint inner = _builder.AddRaw(0, RawBtf.Info(BtfKind.Struct, (int)Count), 4, [.. words]);
        uint outer = anonymous ? _builder.AddStruct("outer", 4, ("", inner, 0)) : inner;
        using BtfObject btf = Open();
        BtfComposite composite = btf[outer].AsComposite();

        AssertAtOnce(() => composite.TryFindMember("b", out _), false);
        AssertAtOnce(() => composite.TryFindMember(_text, out BtfMemberLocation found) ? found.Member.Index : -1, 0);
    }

    [Test]
    public void Tags_are_compared_at_once()
    {
        uint name = _builder.AddString(_text);
        uint function = _builder.AddFunction("function", _builder.AddFunctionPrototype(0), BtfFunctionLinkage.Global);
        for (uint i = 0; i < Count; i++)
        {
            _builder.AddRaw(name + i, RawBtf.Info(BtfKind.DeclTag), function, uint.MaxValue);
        }

        using BtfObject btf = Open();

        AssertAtOnce(() => btf.IsKfunc(btf[function]), false);
        AssertAtOnce(() => btf.FindKfuncs().Count(), 0);
    }

    [Test]
    public void The_anonymous_types_of_a_collection_are_found_at_once()
    {
        uint name = _builder.AddString(_text);
        for (uint i = 0; i < Count; i++)
        {
            _builder.AddRaw(name + i, RawBtf.Info(BtfKind.Typedef), 0);
        }

        _builder.AddUnion("", 0);
        using BtfCollection collection = new(Open());

        AssertAtOnce(() => collection.FindTypes("").Count(), 1);
    }

    [Test]
    public void A_glob_with_parts_that_occur_is_matched_at_once()
    {
        const uint count = 1000;
        uint name = _builder.AddString(_text);
        List<uint> words = [];
        for (uint i = 0; i < count; i++)
        {
            words.AddRange([name + i, 0, 0]);
        }

        _builder.AddRaw(_builder.AddString("aabc"), RawBtf.Info(BtfKind.Struct, (int)count), 4, [.. words]);
        using BtfObject btf = Open();

        AssertAtOnce(() => btf.SearchMembers(BtfNamePattern.Glob("*a?c")).Count(), 0);
        AssertAtOnce(() => btf.SearchTypes(BtfNamePattern.Glob("*a?c")).Count(), 1);
    }

    private static void AssertAtOnce<T>(Func<T> ask, T expected)
    {
        TimeSpan start = ThreadTime.Now;
        Assert.That(ask(), Is.EqualTo(expected));
        Assert.That(ThreadTime.Now - start, Is.LessThan(_limit));
    }

    private BtfObject Open() => BtfObject.FromMemory(_builder.ToArray());
}
