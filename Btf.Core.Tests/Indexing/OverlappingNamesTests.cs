using System.Text.RegularExpressions;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Hostile names that are all suffixes of one very long string, so that their total length is quadratic.</summary>
[TestFixture]
public sealed class OverlappingNamesTests
{
    private const int StringLength = 4_000_000;
    private const uint TypeCount = 50_000;

    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(5);

    private static readonly byte[] _data = Build();

    [Test]
    public void A_look_up_ends_at_once([Values] NameLookup lookup)
    {
        using BtfObject btf = BtfObject.FromMemory(_data, options: new BtfOpenOptions { NameLookup = lookup });
        string tail = new('a', 100);

        Assert.That(Took(() => btf.FindTypes("b").Count()), Is.LessThan(_limit));
        Assert.That(Took(() => btf.FindTypes("").Count()), Is.LessThan(_limit));
        Assert.That(Took(() => btf.FindTypes(tail).Count()), Is.LessThan(_limit));
        Assert.That(btf.TryFindType(btf[TypeCount].Name.Utf8, BtfKind.Typedef, out BtfType found) ? found.Id : 0, Is.EqualTo(TypeCount));
    }

    [Test]
    public void A_search_ends_at_once()
    {
        using BtfObject btf = BtfObject.FromMemory(_data);

        Assert.That(Took(() => btf.SearchTypes(BtfNamePattern.Prefix("b")).Count()), Is.LessThan(_limit));
        Assert.That(Took(() => btf.SearchTypes(BtfNamePattern.Glob("b*")).Count()), Is.LessThan(_limit));
        Assert.That(Took(() => btf.SearchTypes(BtfNamePattern.Regex(new Regex("^b"))).Count()), Is.LessThan(_limit));
    }

    private static TimeSpan Took(Func<int> ask)
    {
        TimeSpan start = ThreadTime.Now;
        Assert.That(ask(), Is.Zero);
        return ThreadTime.Now - start;
    }

    private static byte[] Build()
    {
        BtfBuilder builder = new();
        uint offset = builder.AddString(new string('a', StringLength));
        for (uint i = 0; i < TypeCount; i++)
        {
            builder.AddRaw(offset + i, RawBtf.Info(BtfKind.Typedef), 0);
        }

        return builder.ToArray();
    }
}
