using System.Text.Json;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary><c>btf diff</c> and <c>btf history</c> as processes.</summary>
[TestFixture]
public sealed class CliDiffTests
{
    private TemporaryFolder _folder;
    private string _old;
    private string _new;

    [SetUp]
    public void WriteInputs()
    {
        _folder = new TemporaryFolder();
        _old = _folder.Write("old.btf", Types(size: 8, "b"));
        _new = _folder.Write("new.btf", Types(size: 16, "b", "c<script>`|\e[1m\u202e"));
    }

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    [Test]
    public void A_file_with_itself_says_nothing_and_differs_in_nothing()
    {
        ProcessResult result = BtfTool.Ask("diff", _old, _old, "--exit-code");

        Assert.That((result.ExitCode, result.Text, result.StandardError), Is.EqualTo((0, "", "")));
    }

    [Test]
    public void Changes_are_told_with_what_they_affect_and_the_exit_code_when_asked()
    {
        ProcessResult result = BtfTool.Ask("diff", _old, _new);
        ProcessResult asked = BtfTool.Ask("diff", _old, _new, "--exit-code");

        Assert.That((result.ExitCode, asked.ExitCode), Is.EqualTo((0, 1)));
        Assert.That(result.Text, Does.Contain("struct s [1 type contains it]").And.Contain("8 -> 16 bytes").And.Contain(@"c<script>`|\x1b[1m\u202e"));
        Assert.That(result.Text, Does.Not.Contain("\e").And.Not.Contain("\u202e"));
        Assert.That(asked.Text, Is.EqualTo(result.Text));
    }

    [Test]
    public void A_type_can_be_asked_about()
    {
        ProcessResult changed = BtfTool.Ask("diff", _old, _new, "struct s", "--exit-code");
        ProcessResult containing = BtfTool.Ask("diff", _old, _new, "outer", "--exit-code");
        ProcessResult equal = BtfTool.Ask("diff", _old, _new, "int", "--exit-code");
        ProcessResult none = BtfTool.Ask("diff", _old, _new, "nowhere");

        Assert.That(changed.Text, Does.Contain("struct s").And.Contain("1 changed"));
        Assert.That(containing.Text, Does.Contain("struct outer: declared as before; a type that it contains differs."));
        Assert.That((equal.ExitCode, equal.Text), Is.EqualTo((0, "")));
        Assert.That((changed.ExitCode, containing.ExitCode, none.ExitCode), Is.EqualTo((1, 1, 1)));
        Assert.That(none.StandardError, Does.Contain("No type is named 'nowhere'"));
    }

    [Test]
    public void Json_has_every_change()
    {
        ProcessResult result = BtfTool.Ask("diff", _old, _new, "--json");

        using JsonDocument json = JsonDocument.Parse(result.Text);
        JsonElement change = json.RootElement.GetProperty("changes").EnumerateArray().Single();
        Assert.That(json.RootElement.GetProperty("differ").GetBoolean(), Is.True);
        Assert.That((change.GetProperty("change").GetString(), change.GetProperty("name").GetString()), Is.EqualTo(("changed", "s")));
        Assert.That(change.GetProperty("parts").EnumerateArray().Select(part => part.GetProperty("change").GetString()), Is.EqualTo((string[])["resized", "added"]));
        Assert.That(change.GetProperty("impact").GetProperty("containing").GetInt32(), Is.EqualTo(1));
    }

    [Test]
    public void Pages_have_no_scripts_and_no_markup_from_names()
    {
        ProcessResult html = BtfTool.Ask("diff", _old, _new, "--html");
        ProcessResult markdown = BtfTool.Ask("diff", _old, _new, "--markdown");
        ProcessResult both = BtfTool.Ask("diff", _old, _new, "--markdown", "--html");

        Assert.That(html.Text, Does.Contain("c&lt;script&gt;").And.Not.Contain("<script").And.Not.Contain("\e"));
        Assert.That(markdown.Text, Does.Contain("`` member c<script>`|").And.Not.Contain("\e"));
        Assert.That(both.ExitCode, Is.EqualTo(2));
    }

    [Test]
    public void A_history_fits_into_80_columns()
    {
        string[] files = [.. Enumerable.Range(0, 15).Select(i => i % 2 == 0 ? _old : _new)];

        ProcessResult result = BtfTool.Ask(["history", "struct s", .. files]);

        string[] lines = result.Text[result.Text.IndexOf("\n\n", StringComparison.Ordinal)..].Split('\n');
        Assert.That(result.ExitCode, Is.Zero);
        Assert.That(lines.Where(line => line.Length > 80), Is.Empty);
        Assert.That(lines.Count(line => line.StartsWith("size", StringComparison.Ordinal)), Is.GreaterThan(1));
        Assert.That(result.Text, Does.Not.Contain("\e"));
    }

    [Test]
    public void A_history_shows_where_members_are_and_where_they_are_not()
    {
        ProcessResult text = BtfTool.Ask("history", "s", _old, _new);
        ProcessResult json = BtfTool.Ask("history", "s", _old, _new, "--json");
        ProcessResult none = BtfTool.Ask("history", "nowhere", _old, _new);

        string[] rows = [.. text.Text.Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))];
        Assert.That(rows, Does.Contain("size 8 16").And.Contain("b 0 0"));
        Assert.That(rows, Has.Some.EndsWith(" - 4"));
        using JsonDocument document = JsonDocument.Parse(json.Text);
        Assert.That(document.RootElement.GetProperty("members").GetArrayLength(), Is.EqualTo(2));
        Assert.That(none.ExitCode, Is.EqualTo(1));
    }

    [Test]
    public void A_history_without_one_of_its_files_shows_the_others()
    {
        ProcessResult result = BtfTool.Ask("history", "s", _old, "missing.btf", _new);

        Assert.That(result.ExitCode, Is.EqualTo(3));
        Assert.That(result.StandardError, Is.EqualTo("btf: missing.btf: There is no such file.\n"));
        Assert.That(result.Text, Does.Contain("size"));
    }

    [Test]
    public void Two_kernels_need_at_most_3000_lines()
    {
        string old = _folder.Write("6.12.btf", Corpus.ReadBtf("kernels/amd64-6.12.107+deb13/vmlinux.btf"));
        string @new = _folder.Write("7.3.btf", Corpus.ReadBtf("kernels/amd64-7.3.4+deb13/vmlinux.btf"));

        ProcessResult result = BtfTool.Ask("diff", old, @new);

        Assert.That(result.Text.Count(c => c == '\n'), Is.InRange(1000, 3000));
        Assert.That(result.Text, Does.Contain("struct task_struct: 9792 -> 6144 bytes"));
    }

    [Test]
    public void For_an_object_only_what_its_relocations_touch_is_told()
    {
        string old = _folder.Write("6.12.btf", Corpus.ReadBtf("kernels/amd64-6.12.107+deb13/vmlinux.btf"));
        string @new = _folder.Write("7.3.btf", Corpus.ReadBtf("kernels/amd64-7.3.4+deb13/vmlinux.btf"));
        string program = _folder.Write("prog.bpf.o", Corpus.ReadFile("objects/clang14/core_read-el.bpf.o"));

        ProcessResult result = BtfTool.Ask("diff", old, @new, "--for", program, "--json");

        using JsonDocument json = JsonDocument.Parse(result.Text);
        string[] names = [.. json.RootElement.GetProperty("changes").EnumerateArray().Select(change => change.GetProperty("name").GetString()!)];
        Assert.That(names, Does.Contain("task_struct"));
        Assert.That(names, Has.Length.LessThan(40));
    }

    private static byte[] Types(uint size, params string[] members)
    {
        var builder = new BtfBuilder();
        uint @int = builder.AddInt("int", 4, BtfIntEncoding.Signed);
        uint type = builder.AddStruct("s", size, [.. members.Select((name, i) => new BtfBuilderMember(name, @int, (uint)i * 32))]);
        builder.AddStruct("outer", 16, ("s", type, 0));
        return builder.ToArray();
    }
}
