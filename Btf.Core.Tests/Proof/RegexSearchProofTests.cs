using System.Text;
using System.Text.RegularExpressions;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>The search for a regular expression's required text loses no result: compares it with matching name by name.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
public sealed class RegexSearchProofTests
{
    private const string SmallKernel = "btf-rs/btf/vmlinux";

    private static readonly string[] _oddNames =
    [
        "a b", "a-b", "a|b", "(x)", "[y]", "]", "a.b", ".data", "/path:1", "<t>", "a,b=c", "a#b", "a&b", "a'b", "a\nb", "\t", "UPPER", "Int", "INT", "int\n",
        "größe", "GRÖSSE", "名前", "🐍", "\uFFFD", "x{2", "x{,2}", "xx", "aab", "abba", "noon", "long_long", "unsigned  int", "_", "__", "İ", "ı", "K", "k",
        new string('s', 300), "tcp_" + new string('é', 2000) + "_ops",
    ];

    [TestCase("kinds-el.btf")]
    [TestCase("kinds-eb.btf")]
    public void Every_expression_finds_in_the_fixture_what_it_matches(string fixture)
    {
        using BtfObject btf = BtfObject.Open(Fixture.PathOf(fixture));

        Assert.That(Wrong(btf), Is.Empty);
    }

    [Test]
    public void Every_expression_finds_among_odd_names_what_it_matches([Values] bool bigEndian)
    {
        BtfBuilder builder = SampleBtf.EveryKind(bigEndian);
        using BtfObject baseObject = builder.ToObject();
        BtfBuilder split = new(baseObject);
        foreach (string name in _oddNames)
        {
            split.AddStruct(name, 4, (name, 1u, 0), (name + "_t", 1u, 0));
            split.AddEnum("an_" + name, 4, isSigned: false, (name, 1));
        }

        foreach (byte[] bytes in (byte[][])[[0xFF], [.. "int"u8, 0xC3], [0xED, 0xA0, 0x80, .. "int"u8]])
        {
            split.AddForward(split.AddName(bytes));
        }

        using BtfObject btf = split.ToObject();

        Assert.That(Wrong(btf, one: LongRun.Rounds(usual: 3, many: 1)), Is.Empty);
    }

    [Test]
    public void An_expression_finds_in_a_module_over_its_base_what_it_matches()
    {
        SharedData.Require();
        CorpusFile module = Corpus.Files.First(file => file.BasePath == SmallKernel && file.TypeCount > 100);
        using BtfObject btf = CorpusObjects.Open(module);

        Assert.That(Wrong(btf, one: LongRun.Rounds(usual: 12, many: 1)), Is.Empty);
    }

    [Test]
    public void There_are_many_expressions_of_which_many_require_a_text()
    {
        int requiring = RegexSamples.All.Count(regex => RegexLiteral.Find(regex).Length > 0);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(RegexSamples.All, Has.Count.GreaterThan(300));
            Assert.That(requiring, Is.InRange(60, RegexSamples.All.Count - 60));
        }
    }

    // Every expression, or one of so many.
    private static List<string> Wrong(BtfObject btf, int one = 1)
    {
        NameWalk walk = new(btf);
        List<string> wrong = [];
        foreach (Regex regex in RegexSamples.All.Where((_, index) => index % one == 0))
        {
            BtfNamePattern pattern = BtfNamePattern.Regex(regex);
            if (!btf.SearchTypes(pattern).ToIds().SequenceEqual(walk.Types(regex.IsMatch))
                || !btf.SearchMembers(pattern).ToPlaces().SequenceEqual(walk.Members(regex.IsMatch))
                || !btf.SearchEnumValues(pattern).ToPlaces().SequenceEqual(walk.Values(regex.IsMatch)))
            {
                wrong.Add($"{regex} ({regex.Options}), required: {Encoding.UTF8.GetString(pattern.RequiredText)}");
            }
        }

        return wrong;
    }
}
