using System.Text.RegularExpressions;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Every end of a search returns its buffer to the thread.</summary>
[TestFixture]
[NonParallelizable]
public sealed class SearchBufferTests
{
    private const int BufferLength = 70_000;

    [Test]
    public void A_search_that_is_left_early_gives_its_buffer_back()
    {
        using BtfObject btf = Open();

        using (Assert.EnterMultipleScope())
        {
            AssertGivenBack(() => LeaveEarly(btf.SearchTypes(BtfNamePattern.Glob("?*"))));
            AssertGivenBack(() => LeaveEarly(btf.SearchMembers(BtfNamePattern.Glob("*"))));
            AssertGivenBack(() => LeaveEarly(btf.SearchEnumValues(BtfNamePattern.Glob("*"))));
        }
    }

    [Test]
    public void A_regex_that_runs_out_of_time_says_so_and_gives_the_buffers_back()
    {
        using BtfObject btf = Open();
        BtfNamePattern slow = BtfNamePattern.Regex(new Regex("^(a+)+(?!a)b$", RegexOptions.None, TimeSpan.FromMilliseconds(1)));

        using (Assert.EnterMultipleScope())
        {
            AssertGivenBack(() => Assert.That(() => btf.SearchTypes(slow).Count(), Throws.TypeOf<RegexMatchTimeoutException>()));
            AssertGivenBack(() => Assert.That(() => btf.SearchMembers(slow).Count(), Throws.TypeOf<RegexMatchTimeoutException>()));
            AssertGivenBack(() => Assert.That(() => btf.SearchEnumValues(slow).Count(), Throws.TypeOf<RegexMatchTimeoutException>()));
            Assert.That(btf.SearchTypes(BtfNamePattern.Prefix("aaa")).Count(), Is.EqualTo(2));
        }
    }

    [Test]
    public void A_search_over_a_disposed_base_gives_its_buffer_back()
    {
        using BtfObject baseObject = Builder().ToObject();
        using BtfObject split = new BtfBuilder(baseObject).ToObject();
        baseObject.Dispose();

        using (Assert.EnterMultipleScope())
        {
            AssertGivenBack(() => Assert.That(() => split.SearchTypes(BtfNamePattern.Prefix("a")).Count(), Throws.TypeOf<ObjectDisposedException>()));
            AssertGivenBack(() => Assert.That(() => split.SearchMembers(BtfNamePattern.Prefix("a")).Count(), Throws.TypeOf<ObjectDisposedException>()));
        }
    }

    [Test]
    public void A_copy_of_an_enumerator_that_is_disposed_again_does_not_disturb_the_next()
    {
        using BtfObject btf = Open();
        BtfTypeSearch types = btf.SearchTypes(BtfNamePattern.Glob("?*"));
        BtfTypeSearch.Enumerator first = types.GetEnumerator();
        BtfTypeSearch.Enumerator copy = first;
        first.Dispose();
        BtfTypeSearch.Enumerator second = types.GetEnumerator();
        copy.Dispose();
        BtfTypeSearch.Enumerator none = btf.SearchTypes(BtfNamePattern.Exact("no such name")).GetEnumerator();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(copy.MoveNext(), Is.False);
            Assert.That(none.MoveNext(), Is.False);
            Assert.That((second.MoveNext(), second.MoveNext(), second.MoveNext()), Is.EqualTo((true, true, false)));
        }
    }

    [Test]
    public void A_copy_of_an_element_enumerator_that_is_disposed_again_does_not_disturb_the_next()
    {
        using BtfObject btf = Open();
        BtfElementSearch<BtfMember> members = btf.SearchMembers(BtfNamePattern.Glob("*"));
        BtfElementSearch<BtfMember>.Enumerator first = members.GetEnumerator();
        BtfElementSearch<BtfMember>.Enumerator copy = first;
        first.Dispose();
        BtfElementSearch<BtfMember>.Enumerator second = members.GetEnumerator();
        copy.Dispose();
        BtfElementSearch<BtfMember>.Enumerator none = btf.SearchMembers(BtfNamePattern.Exact("no such name")).GetEnumerator();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(copy.MoveNext(), Is.False);
            Assert.That(none.MoveNext(), Is.False);
            Assert.That((second.MoveNext(), second.MoveNext()), Is.EqualTo((true, false)));
        }
    }

    // A search allocates a buffer if it does not get that of the previous search.
    private static void AssertGivenBack(Action search)
    {
        search();
        long before = GC.GetAllocatedBytesForCurrentThread();
        search();
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.That(allocated, Is.LessThan(BufferLength * sizeof(ulong) / 2));
    }

    private static void LeaveEarly(BtfTypeSearch search)
    {
        foreach (BtfType _ in search)
        {
            break;
        }
    }

    private static void LeaveEarly(BtfElementSearch<BtfMember> search)
    {
        foreach (BtfMember _ in search)
        {
            break;
        }
    }

    private static void LeaveEarly(BtfElementSearch<BtfEnumValue> search)
    {
        foreach (BtfEnumValue _ in search)
        {
            break;
        }
    }

    private static BtfObject Open() => Builder().ToObject();

    private static BtfBuilder Builder()
    {
        BtfBuilder builder = new();
        string name = new('a', 300);
        builder.AddStruct(name, 4, (name, 1u, 0));
        builder.AddEnum(name, 4, isSigned: false, (name, 1));

        // A buffer is then much larger than everything else that a search allocates.
        builder.AddString(new string('x', BufferLength * 64));
        return builder;
    }
}
