using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Btf.Text;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Names that could control a terminal or break a format, in types, in file names and on the command line.</summary>
[TestFixture]
public sealed partial class CliHostileNameTests
{
    private static readonly byte[][] _names = [[0x1b, .. "[31mred"u8], "a\nint injected"u8.ToArray(), [0xff, 0xfe, .. "raw"u8], "\u202eevil"u8.ToArray(), "\U000E0041tag"u8.ToArray(), "q\"uo\\te"u8.ToArray()];

    private static readonly string[] _lines =
    [
        "find *", "find * --member", "find * --value", "find * --takes int", "dump", "dump --format c", "dump --format json", "dump --json", "stat", "verify --all", "verify",
        "show NAME", "show NAME --hex", "show NAME --reorder", "show NO", "path NAME.NAME", "path NAME.NO", "path NAME+0", "find NAME --long", "find * --sizes", "find * --packable", "find NO", "draw NAME",
        "history NAME", "history NO", "diff OTHER", "diff OTHER --markdown", "diff OTHER --html", "diff OTHER --all", "dedup --explain *", "merge -o OUT", "sort -o OUT", "strip --name NAME -o OUT",
        "dump --name NAME", "print NAME /dev/zero", "print NAME /dev/zero --style c", "print NAME /dev/zero --style json", "print NAME /dev/zero --style table",
    ];

    private static string[] JsonLines => [.. _lines.Where(line => !line.StartsWith("draw", StringComparison.Ordinal) && !line.StartsWith("print", StringComparison.Ordinal) && !line.Contains("--markdown")
        && !line.Contains("--html") && !line.Contains("diff OTHER --all") && !line.Contains("--hex") && !line.Contains("--reorder"))];

    [Test]
    public void No_command_lets_a_name_steer_the_terminal([ValueSource(nameof(_lines))] string line)
    {
        using TemporaryFolder folder = new();
        foreach (string[] words in WordsOf(line, folder))
        {
            ProcessResult text = BtfTool.Ask(words);
            string shown = Encoding.Latin1.GetString(text.StandardOutput) + text.StandardError;

            Assert.That(Unsafe().Matches(shown).Select(match => match.Value), Is.Empty);
            Assert.That(System.Text.Unicode.Utf8.IsValid(text.StandardOutput), Is.True);
            Assert.That(text.Text + text.StandardError, Does.Not.Contain("\u202e").And.Not.Contain("\U000E0041").And.Not.Match("\nint injected"));
            Assert.That(text.StandardError, Does.Not.Contain("error of btf itself"));
        }
    }

    [Test]
    public void Every_answer_for_programs_is_JSON([ValueSource(nameof(JsonLines))] string line)
    {
        using TemporaryFolder folder = new();
        foreach (string[] words in WordsOf(line, folder))
        {
            ProcessResult json = BtfTool.Ask([.. words.Except(["--format", "c", "json"]), .. words.Contains("--json") ? Array.Empty<string>() : ["--json"]]);

            Assert.That(json.ExitCode, Is.AnyOf(0, 1, 3).Or.EqualTo(words.Any(SafeText.HasBytes) ? 2 : 0), json.StandardError);
            Assert.That(json.StandardError, Does.Not.Contain("translate"));
            Assert.That(() => json.StandardOutput.Length == 0 && json.StandardError.Length > 0 ? null : JsonDocument.Parse(json.StandardOutput), Throws.Nothing, json.Text);
        }
    }

    /// <summary>Returns the command line with the file at its end, once for each name if the line has a name.</summary>
    private static IEnumerable<string[]> WordsOf(string line, TemporaryFolder folder)
    {
        string path = folder.Write("file.btf", Hostile());
        string other = folder.Write("other.btf", new BtfBuilder().ToArray());
        byte[][] names = line.Contains("NAME", StringComparison.Ordinal) || line.Contains("NO", StringComparison.Ordinal) ? _names : _names[..1];
        return names.Select(bytes => SafeText.Decode(bytes)).Select(name => (string[])
        [
            .. line.Split(' ').Select(word => word.Replace("NAME", name, StringComparison.Ordinal).Replace("NO", "no" + name, StringComparison.Ordinal).Replace("OUT", folder.PathOf("out"), StringComparison.Ordinal)
                .Replace("OTHER", other, StringComparison.Ordinal)),
            path,
        ]);
    }

    [Test]
    public void Bytes_that_are_not_UTF8_are_shown_as_bytes()
    {
        using TemporaryFolder folder = new();
        string path = folder.Write("file.btf", Hostile());

        Assert.That(BtfTool.Ask("find", "*raw", path).Text, Does.Contain(@"  \xff\xferaw"));
        Assert.That(BtfTool.Ask("find", "*raw", "--member", path).Text, Does.Contain(@"struct \xff\xferaw: int \xff\xferaw"));
    }

    [Test]
    [Platform("Linux")]
    public void A_file_whose_name_is_not_UTF8_is_read()
    {
        using TemporaryFolder folder = new();
        string directory = Path.GetDirectoryName(folder.Write("plain.btf", File.ReadAllBytes(BtfTool.Sample)))!;
        string run = $"cd '{directory}'; name=$'\\xff\\xe9.btf'; cp plain.btf \"$name\";";

        ProcessResult stat = BtfTool.RunShell($"{run} btf stat \"$name\"");
        ProcessResult verify = BtfTool.RunShell($"{run} btf verify \"$name\"");
        ProcessResult missing = BtfTool.RunShell("btf stat $'/nonexistent/\\xff'");
        ProcessResult written = BtfTool.RunShell($"{run} btf dump plain.btf -o $'out\\xff'; code=$?; rm \"$name\"; exit $code");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(stat.Text, Does.StartWith("object          \\xff\\xe9.btf\nheader  "));
            Assert.That(verify.Text, Is.EqualTo("\\xff\\xe9.btf: ok\n"));
            Assert.That((missing.ExitCode, missing.StandardError), Is.EqualTo((3, "btf: /nonexistent/\\xff: No such file or directory.\n")));
            Assert.That((written.ExitCode, written.StandardError), Is.EqualTo((3, "btf: out\\xff: cannot be written: The name is not UTF-8. Give the file another name.\n")));
        }
    }

    [TestCase("\u001b[31mred")]
    [TestCase("a\nb")]
    public void A_files_name_is_escaped(string name)
    {
        using TemporaryFolder folder = new();
        string path = folder.Write(name, File.ReadAllBytes(BtfTool.Sample));

        foreach (string[] line in (string[][])[["find", "*", path], ["stat", path], ["verify", path], ["show", "no_such", path], ["extract", path, "-o", path + "x"], ["stat", path + "y"]])
        {
            ProcessResult result = BtfTool.Ask(line);
            Assert.That(result.Text + result.StandardError, Does.Not.Contain(name).And.Match(@"\\x1b\[31mred|a\\x0ab|No type").Or.Contain("a b"), line[0]);
        }
    }

    private static byte[] Hostile()
    {
        BtfBuilder builder = new();
        uint number = builder.AddInt("int", 4, BtfIntEncoding.Signed);
        foreach (byte[] bytes in _names)
        {
            BtfName name = builder.AddName(bytes);
            _ = builder.AddStruct(name, 4, new BtfBuilderMember(name, number));
            _ = builder.AddEnum(name, 4, isSigned: false, new BtfBuilderValue(name, 1));
            uint prototype = builder.AddFunctionPrototype(number, new BtfBuilderParameter(name, number));
            _ = builder.AddFunction(name, prototype, BtfFunctionLinkage.Static);
            uint alias = builder.AddTypedef(name, number);
            uint variable = builder.AddVariable(name, alias);
            _ = builder.AddDataSection(name, 4, (variable, 0, 4));
        }

        return builder.ToArray();
    }

    [GeneratedRegex(@"[\x00-\x08\x0b-\x1f\x7f]")]
    private static partial Regex Unsafe();
}
