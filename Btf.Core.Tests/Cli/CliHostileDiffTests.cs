using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Tests every output of a comparison with objects whose names and layouts are made to break it.</summary>
[TestFixture]
public sealed partial class CliHostileDiffTests
{
    private const int Many = 100_000;
    private const string Markup = "</svg></code><script>alert(1)</script>&\"'`` |<b>";
    private const string Control = "\e[31mred\e[0m\a\r\u0085";
    private const string Direction = "a\u202Eb\u2066c\u200F\u2028d";
    private static readonly string _long = new('x', 4096);
    private static readonly string[] _names = [Markup, Control, Direction, _long, "comma, and more,"];

    private readonly Dictionary<string, string> _answers = [];
    private TemporaryFolder _folder;
    private string _old;
    private string _new;

    [OneTimeSetUp]
    public void WriteInputs()
    {
        _folder = new TemporaryFolder();
        _old = _folder.Write("old.btf", Hostile(isNew: false));
        _new = _folder.Write("new.btf", Hostile(isNew: true));
    }

    [OneTimeTearDown]
    public void DeleteFolder() => _folder.Dispose();

    [TestCase]
    [TestCase("--all")]
    [TestCase("--markdown")]
    [TestCase("--html")]
    public void Text_has_nothing_that_steers_a_terminal_and_tells_all(params string[] options)
    {
        string text = Run(["diff", _old, _new, .. options]);

        AssertPlain(text);
        foreach (string expected in (string[])
            ["The byte order differs", "The size of a pointer differs", "many", "overlapping", "nothing", @"\x1b[31mred", @"\u202e", _long[..64]])
        {
            Assert.That(text.Contains(expected, StringComparison.Ordinal), Is.True, expected);
        }
    }

    [Test]
    public void A_page_has_no_elements_and_attributes_but_its_own()
    {
        string text = Run("diff", _old, _new, "--html");

        string[] tags = [.. Tag().Matches(text[text.IndexOf("</style>", StringComparison.Ordinal)..]).Select(match => match.Value).Distinct()];
        Assert.That(tags, Is.SubsetOf((string[])
        [
            "</style>", "<h1>", "</h1>", "<h2>", "</h2>", "<p>", "</p>", "<ul>", "</ul>", "<li>", "</li>", "<code>", "</code>", "<details>", "</details>",
            "<summary>", "</summary>", "<span class=\"impact\">", "</span>", "<p class=\"names\">", "<summary class=\"added\">", "<summary class=\"removed\">", "</html>",
        ]));
        Assert.That(text.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", StringComparison.Ordinal), Is.True);
    }

    [Test]
    public void Markdown_has_all_names_in_code()
    {
        string[] lines = Run("diff", _old, _new, "--markdown").Split('\n');

        // Outside of code spans, a line has no part of a name.
        string rest = string.Join('\n', lines.Select(line => CodeSpan().Replace(line, "")));
        Assert.That(((string[])["script", "red", "xxxx"]).Where(part => rest.Contains(part, StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public void Json_has_the_names_as_they_are()
    {
        string text = Run("diff", _old, _new, "--json");

        using JsonDocument json = JsonDocument.Parse(text);
        JsonElement[] changes = [.. json.RootElement.GetProperty("changes").EnumerateArray()];
        string[] names = [.. changes.Select(change => change.GetProperty("name").GetString()!)];
        Assert.That(text.Any(character => char.IsControl(character) && character != '\n'), Is.False);
        Assert.That(_names.Except(names), Is.Empty);
        JsonElement many = changes.Single(change => change.GetProperty("name").GetString() == "many");
        Assert.That(many.GetProperty("parts").EnumerateArray().Count(part => part.GetProperty("change").GetString() == "moved"), Is.EqualTo(Many - 1));
    }

    [TestCase("many")]
    [TestCase("overlapping")]
    [TestCase("nothing")]
    [TestCase("beyond")]
    [TestCase("names")]
    public void A_picture_of_two_versions_is_safe_and_bounded(string name)
    {
        string path = _folder.PathOf($"{name}.svg");

        string text = Run("draw", $"struct {name}", _new, "--against", _old);
        Run("draw", $"struct {name}", _new, "--against", _old, "--row", "8", "--depth", "4", "-o", path);

        AssertPlain(text);
        Assert.That(text.Contains("The byte orders differ", StringComparison.Ordinal) && text.Contains("The pointer sizes differ", StringComparison.Ordinal), Is.True);
        string svg = File.ReadAllText(path);
        AssertPlain(svg);
        Assert.That(XDocument.Parse(svg).Descendants().Select(element => element.Name.LocalName), Has.None.EqualTo("script").And.None.EqualTo("b"));
        Assert.That(svg, Has.Length.LessThan(16 << 20));
    }

    [Test]
    public void A_history_of_them_is_safe()
    {
        foreach (string name in (string[])["many", "overlapping", "nothing", "names"])
        {
            AssertPlain(Run("history", $"struct {name}", _old, _new));
            JsonDocument.Parse(Run("history", $"struct {name}", _old, _new, "--json")).Dispose();
        }
    }

    /// <summary>Returns the answer. Several tests look at the same one.</summary>
    private string Run(params string[] arguments)
    {
        string line = string.Join('\0', arguments);
        if (!_answers.TryGetValue(line, out string? answer))
        {
            ProcessResult result = BtfTool.Ask(arguments);
            Assert.That((result.ExitCode, result.StandardError), Is.EqualTo((0, "")));
            _answers[line] = answer = result.Text;
        }

        return answer;
    }

    private static void AssertPlain(string text)
    {
        // Nearly all is printable ASCII, which is skipped at once.
        HashSet<string> bad = [];
        ReadOnlySpan<char> rest = text;
        for (int next; (next = rest.IndexOfAnyExceptInRange(' ', '~')) >= 0;)
        {
            rest = rest[next..];
            _ = Rune.DecodeFromUtf16(rest, out Rune rune, out int length);
            rest = rest[length..];
            if (rune.Value != '\n' && Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.Control or System.Globalization.UnicodeCategory.Format
                or System.Globalization.UnicodeCategory.LineSeparator)
            {
                bad.Add($"U+{rune.Value:X4}");
            }
        }

        Assert.That(bad, Is.SubsetOf((string[])["U+000A"]));
    }

    /// <summary>The new version has another byte order and pointer size, and all its members lie elsewhere.</summary>
    private static byte[] Hostile(bool isNew)
    {
        var builder = new BtfBuilder { ByteOrder = ByteOrders.Of(isNew) };
        uint number = builder.AddInt("int", 4, BtfIntEncoding.Signed);
        builder.AddInt("long unsigned int", isNew ? 4u : 8u, bits: isNew ? 32 : 64);
        int shift = isNew ? 32 : 0;
        builder.AddStruct("many", Many * 4 + 4, [.. Enumerable.Range(isNew ? 1 : 0, Many).Select(i => ($"m{i}", number, i * 32 + shift))]);
        builder.AddStruct("overlapping", 8, ("a", number, 0), ("b", number, 16 + (isNew ? 8 : 0)), ("c", number, 0));
        builder.AddStruct("nothing", 0, isNew ? [("end", builder.AddArray(number, number, 0), 0)] : []);
        builder.AddStruct("beyond", 4, ("a", number, 64 + shift), new BtfBuilderMember("b", number, uint.MaxValue - 31 - (uint)shift));
        builder.AddStruct("names", 64, [.. _names.Select((name, i) => (name, number, i * 32 + shift))]);
        for (int i = 0; i < _names.Length; i++)
        {
            string name = _names[i];
            uint type = builder.AddStruct(name, 8 + (uint)shift, (name, number, shift));
            builder.AddEnum($"{name} values", 4, isSigned: false, ($"{name} value", isNew ? 2 : 1));
            builder.AddTypedef($"{name} type", isNew ? number : type);
            builder.AddFunction($"{name} function", builder.AddFunctionPrototype(isNew ? number : 0, ($"{name} parameter", builder.AddPointer(isNew ? number : type))));
            builder.AddStruct($"{(isNew ? "new" : "old")} {name}", 4, ("a", number, 0));
        }

        return builder.ToArray();
    }

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex("(?<fence>`+)(?!`).+?(?<!`)\\k<fence>(?!`)")]
    private static partial Regex CodeSpan();
}
