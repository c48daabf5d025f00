using System.Text.Json;
using System.Text.RegularExpressions;
using Btf.Cli;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>The output of <c>--json</c> agrees with docs/json.md.</summary>
[TestFixture]
public sealed partial class CliJsonTests
{
    private static readonly string[] _known = ["show", "find", "path", "list", "stat", "dump", "extract", "verify", "merge", "ext", "diff", "history", "core", "matrix"];
    private static readonly string[] _others = ["dedup", "sort", "strip", "distill", "build", "min"];

    private static readonly (string Title, string[] Lines)[] _lines =
    [
        ("btf show", ["show s big us se se64 st sv int .data S sx RICH", "show task_struct events .maps PROG", "show sk_buff --sample"]),
        ("btf find", ["find * RICH", "find * RICH --member", "find * RICH --value", "find * RICH --sizes --long", "find * RICH --packable", "find * RICH --points-to s"]),
        ("btf path", ["path s.b RICH", "path task_struct.parent->pid RICH"]),
        ("btf list WHAT", ["list kfuncs RICH"]),
        ("btf stat", ["stat RICH", "stat PROG"]),
        ("btf dump", ["dump RICH"]),
        ("btf extract", ["extract PROG -o OUT"]),
        ("btf verify", ["verify RICH BAD PROG --all", "verify NONE DATA"]),
        ("btf merge", ["merge RICH OTHER -o OUT", "dedup TWICE -o OUT", "sort RICH -o OUT", "strip RICH --functions -o OUT", "distill SPLIT --base BASE -o OUT --base-out OUT2", "build JSON -o OUT", "min KERNEL --for PROG -o OUT"]),
        ("btf dedup --explain", ["dedup TWICE --explain *"]),
        ("btf ext", ["ext PROG", "ext PROG --core"]),
        ("btf diff", ["diff RICH OTHER", "diff RICH RICH"]),
        ("btf history", ["history s RICH OTHER", "history se RICH OTHER", "history two RICH POOR"]),
        ("btf core", ["core PROG --kernel KERNEL", "core PROG --kernel POOR"]),
        ("btf matrix", ["matrix PROG --kernels KERNEL POOR --all"]),
    ];

    private static readonly Dictionary<string, string> _described = Section().Matches(Document.Find("docs/json.md").Text)
        .ToDictionary(match => match.Groups["title"].Value, match => match.Groups["shape"].Value);

    private static IEnumerable<TestCaseData> Lines => _lines.SelectMany(item => item.Lines.Select(line => new TestCaseData(item.Title, line).SetArgDisplayNames(line)));

    [TestCaseSource(nameof(Lines))]
    public void An_answer_is_as_it_is_described(string title, string line)
    {
        using OptionFiles files = new();

        ProcessResult result = BtfTool.Ask([.. files.Words(line), "--json"]);

        using JsonDocument answer = JsonDocument.Parse(result.StandardOutput);
        Assert.That(JsonShape.Check(_described[title], answer.RootElement), Is.Empty);
        Assert.That(answer.RootElement.ValueKind != JsonValueKind.Array || answer.RootElement.GetArrayLength() > 0, Is.True, "Nothing was checked.");
    }

    [Test]
    public void What_is_loaded_is_as_it_is_described()
    {
        ProcessResult result = BtfTool.Ask("list", "--json");
        Assume.That(result.ExitCode, Is.Zero, result.StandardError);

        Assert.That(JsonShape.Check(_described["btf list"], JsonDocument.Parse(result.StandardOutput).RootElement), Is.Empty);
    }

    [Test]
    public void Every_command_that_writes_JSON_is_described()
    {
        string[] commands = [.. Tool.CreateRoot().Subcommands.Where(command => command.Options.Any(option => option.Name == "--json")).Select(command => command.Name)];

        Assert.That(commands.Except(_others).Where(command => !_described.ContainsKey($"btf {command}")), Is.Empty, "Describe them in docs/json.md.");
        Assert.That(commands.Intersect(_described.Keys.Select(title => title["btf ".Length..])), Is.SupersetOf(_known));
    }

    [Test]
    public void A_shape_is_told_from_others()
    {
        JsonElement value = JsonDocument.Parse("""[{"a":1,"b":null}]""").RootElement;

        Assert.That(JsonShape.Check("[{ a: number, b: string | null }]", value), Is.Empty);
        Assert.That(JsonShape.Check("[{ a: string, c: number }]", value), Is.EquivalentTo(["$[0].c is missing", "$[0].a is Number, not string", "$[0].b is not described"]));
    }

    [GeneratedRegex(@"^## (?<title>btf [^\n]+)\n.*?```ts\n(?<shape>.*?)```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Section();
}
