using System.Text;
using System.Text.RegularExpressions;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Searches over crafted names end soon for any pattern: names that are suffixes of one long string, or of many strings of usual length.</summary>
[TestFixture]
[CancelAfter(20_000)]
public sealed class SearchBudgetTests
{
    private const int Limit = 5;

    private static readonly string[] _globs =
    [
        "*",
        "*b",
        "a*b",
        "*a*a*a*b",
        new('?', 600),
        new string('?', 60) + "*b",
        string.Concat(Enumerable.Repeat("*?", 40)) + "b",
        string.Concat(Enumerable.Repeat("a?", 27)) + "*b",
        "*" + new string('a', 54) + "b*",
        "*" + string.Concat(Enumerable.Repeat("a?", 200)) + "*b*",
        "é*" + new string('?', 100),
        "*aaaaaaaa*aaaaaaaa*aaaaaaaa*c",
    ];

    private static readonly (string Text, RegexOptions Options)[] _regexes =
    [
        ("a.*b", RegexOptions.NonBacktracking),
        ("^(a+)+$", RegexOptions.NonBacktracking),
        ("a{200}b", RegexOptions.NonBacktracking),
        ("[^a]", RegexOptions.None),
        ("aaaaaaaab", RegexOptions.None),
        ("^a+$", RegexOptions.Compiled),
    ];

    private static BtfObject _oneString;
    private static BtfObject _manyStrings;

    private static IEnumerable<string> Globs => _globs;

    private static IEnumerable<TestCaseData> Regexes => _regexes.Select(regex => new TestCaseData(regex.Text, regex.Options));

    [OneTimeSetUp]
    public void Craft()
    {
        _oneString = BtfObject.FromMemory(CraftedNames.Suffixes(65_000));
        _manyStrings = BtfObject.FromMemory(ManyStrings());
    }

    [OneTimeTearDown]
    public void Close()
    {
        _oneString.Dispose();
        _manyStrings.Dispose();
    }

    [TestCaseSource(nameof(Globs))]
    public void A_glob_takes_time_in_proportion_to_the_data(string glob) => ExpectSoon(() => Search(BtfNamePattern.Glob(glob)));

    [TestCaseSource(nameof(Regexes))]
    public void An_expression_takes_time_in_proportion_or_is_refused(string text, RegexOptions options)
    {
        var pattern = BtfNamePattern.Regex(new Regex(text, options, TimeSpan.FromSeconds(2)));

        ExpectSoon(() =>
        {
            try
            {
                Search(pattern);
            }
            catch (BtfFormatException e)
            {
                Assert.That(e.Error.Code, Is.EqualTo(BtfErrorCode.SearchTooLong));
            }
        });
    }

    [TestCaseSource(nameof(Globs))]
    public void Names_of_usual_length_match_as_one_by_one(string glob)
    {
        BtfNamePattern pattern = BtfNamePattern.Glob(glob);
        int expected = 0;
        foreach (BtfType type in _manyStrings.Types)
        {
            expected += type.Id % 37 == 0 && pattern.IsMatch(type.Name.Utf8) ? 1 : 0;
        }

        int found = 0;
        foreach (BtfType type in _manyStrings.SearchTypes(pattern))
        {
            found += type.Id % 37 == 0 ? 1 : 0;
        }

        Assert.That(found, Is.EqualTo(expected));
    }

    private static void Search(BtfNamePattern pattern)
    {
        _ = _oneString.SearchTypes(pattern).Count();
        _ = _manyStrings.SearchTypes(pattern).Count();
        _ = _manyStrings.SearchMembers(pattern).Count();
    }

    private static void ExpectSoon(Action search)
    {
        // Processor time, not wall-clock time, because the machine may be busy.
        TimeSpan before = Environment.CpuUsage.TotalTime;
        search();
        TimeSpan used = Environment.CpuUsage.TotalTime - before;

        Assert.That(used.TotalSeconds, Is.LessThan(Limit));
    }

    /// <summary>65,000 names, in strings of 1,000 bytes.</summary>
    private static byte[] ManyStrings()
    {
        BtfBuilder builder = new();
        for (int i = 0; i < 65; i++)
        {
            uint start = builder.AddString(Encoding.ASCII.GetBytes(new string('a', 1000 - i)), deduplicate: false);
            for (uint offset = 0; offset < 1000 - i; offset++)
            {
                builder.AddRaw(start + offset, RawBtf.Info(BtfKind.Struct), 0);
            }
        }

        return builder.ToArray();
    }
}
