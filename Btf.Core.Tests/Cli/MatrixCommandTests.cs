using System.Formats.Tar;
using System.Text.Json;
using System.Xml.Linq;
using Btf.Testing;
using NUnit.Framework;

namespace Btf.Core.Tests;

public sealed class MatrixCommandTests
{
    [Test]
    public void Matrix_shows_where_an_object_loads_and_what_is_not_the_same_everywhere()
    {
        using TemporaryFolder folder = new();
        (string program, string kernels) = Write(folder);
        string html = folder.PathOf("matrix.html");
        string sarif = folder.PathOf("matrix.sarif");

        ProcessResult result = BtfTool.Ask("matrix", program, "--kernels", kernels, "--html", html, "--sarif", sarif);

        Assert.That(result.ExitCode, Is.Zero, result.StandardError);
        string page = File.ReadAllText(html);
        using JsonDocument log = JsonDocument.Parse(File.ReadAllBytes(sarif));
        JsonElement run = log.RootElement.GetProperty("runs")[0];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Text, Does.StartWith($"{program}: loads on 1 of 2 kernels; not on without\n"));
            Assert.That(result.Text, Does.Contain("<byte_off> [10] struct s::b (0:1)\n    moved (16): with\n    poisoned: without\n"));
            Assert.That(page, Does.Contain("<td class=\"broken\">poisoned</td>").And.Contain("&lt;byte_off&gt;").And.Not.Contain("<script"));
            Assert.That(run.GetProperty("tool").GetProperty("driver").GetProperty("name").GetString(), Is.EqualTo("btf"));
            Assert.That(run.GetProperty("results").EnumerateArray().Select(r => r.GetProperty("level").GetString()), Has.Some.EqualTo("error").And.Some.EqualTo("note"));
        }
    }

    [Test]
    public void Matrix_writes_a_test_for_each_object_and_kernel()
    {
        using TemporaryFolder folder = new();
        (string program, string kernels) = Write(folder);
        string junit = folder.PathOf("matrix.xml");

        ProcessResult result = BtfTool.Ask("matrix", program, "--kernels", kernels, "--junit", junit);

        Assert.That(result.ExitCode, Is.Zero, result.StandardError);
        XElement suite = XDocument.Load(junit).Root!.Elements("testsuite").Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(((string?)suite.Attribute("tests"), (string?)suite.Attribute("failures")), Is.EqualTo(("2", "1")));
            Assert.That(suite.Elements("testcase").Select(test => (string?)test.Attribute("name")), Is.EqualTo((string[])["with", "without"]));
            Assert.That(suite.Elements("testcase").Last().Element("failure")!.Value, Does.Contain("<byte_off> [10] struct s::b (0:1): poisoned"));
            Assert.That(suite.Elements("testcase").First().HasElements, Is.False);
        }
    }

    [Test]
    public void Matrix_writes_json_with_a_cell_for_each_kernel_and_markdown()
    {
        using TemporaryFolder folder = new();
        (string program, string kernels) = Write(folder);

        ProcessResult json = BtfTool.Ask("matrix", program, "--kernels", kernels, "--json");
        ProcessResult markdown = BtfTool.Ask("matrix", program, "--kernels", kernels, "--markdown");

        using JsonDocument document = JsonDocument.Parse(json.Text);
        JsonElement root = document.RootElement;
        JsonElement broken = root.GetProperty("rows").EnumerateArray().First(row => row.GetProperty("broken").GetBoolean());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(root.GetProperty("kernels").EnumerateArray().Select(k => k.GetString()), Is.EqualTo((string[])["with", "without"]));
            Assert.That(root.GetProperty("objects")[0].GetProperty("loads").EnumerateArray().Select(l => l.GetBoolean()), Is.EqualTo((bool[])[true, false]));
            Assert.That(broken.GetProperty("cells").EnumerateArray().Select(c => c.GetProperty("outcome").GetString()), Is.EqualTo((string[])["moved", "poisoned"]));
            Assert.That(broken.GetProperty("cells")[0].GetProperty("value").GetUInt64(), Is.EqualTo(16));
            Assert.That(markdown.Text, Does.Contain("| loads | **broken** |"));
        }
    }

    [TestCase("broken", "with", 0)]
    [TestCase("broken", "*", 1)]
    [TestCase("changed", "with", 0)]
    [TestCase("changed", "*", 1)]
    public void Matrix_fails_where_it_is_asked_to(string what, string pattern, int exitCode)
    {
        using TemporaryFolder folder = new();
        (string program, string kernels) = Write(folder);

        ProcessResult result = BtfTool.Ask("matrix", "--fail-on", what, "--kernels", $"{kernels}/{pattern}.btf", program);

        Assert.That(result.ExitCode, Is.EqualTo(exitCode), result.StandardError);
    }

    [Test]
    public void Matrix_reads_archives_in_one_pass_and_directories_of_a_kernel_with_modules()
    {
        using TemporaryFolder folder = new();
        (string program, string kernels) = Write(folder);
        string archive = folder.PathOf("kernels.tar.gz");
        using (FileStream file = File.Create(archive))
        using (var gzip = new System.IO.Compression.GZipStream(file, System.IO.Compression.CompressionLevel.Fastest))
        {
            TarFile.CreateFromDirectory(kernels, gzip, includeBaseDirectory: false);
        }

        BtfVector modules = Find("mod-absent-in-vmlinux");
        string release = Directory.CreateDirectory(folder.PathOf("6.1")).FullName;
        File.WriteAllBytes(Path.Combine(release, "vmlinux"), modules.Slice("target"));
        File.WriteAllBytes(Path.Combine(release, "module"), modules.Slices("modules")[0]);
        string second = folder.Write("module.bpf.o", modules.Slice("object"));

        ProcessResult result = BtfTool.Ask("matrix", program, "--kernels", archive, "--json");
        ProcessResult asked = BtfTool.Ask("matrix", second, "--kernels", release, "--json", "--all");
        File.WriteAllBytes(archive, File.ReadAllBytes(archive)[..^20]);
        ProcessResult cut = BtfTool.Ask("matrix", program, "--kernels", archive, "--json");

        Assert.That(result.ExitCode, Is.Zero, result.StandardError);
        using JsonDocument document = JsonDocument.Parse(result.Text);
        Assert.That(document.RootElement.GetProperty("kernels").EnumerateArray().Select(k => k.GetString()), Is.EquivalentTo((string[])["kernels/with", "kernels/without"]));
        Assert.That(asked.Text, Does.Contain("\"loads\":[true]").Or.Contain("\"loads\": [\n"));
        Assert.That(asked.Text, Does.Not.Contain("absent"));
        Assert.That(cut.ExitCode, Is.EqualTo(3));
    }

    [TestCase(2, "matrix", "a.o")]
    [TestCase(2, "matrix", "--kernels", "x")]
    [TestCase(2, "matrix", "a.o", "--kernels", "x", "--fail-on", "never")]
    [TestCase(2, "matrix", "a.o", "--kernels", "x", "--json", "--markdown")]
    [TestCase(3, "matrix", "none.o", "--kernels", "none")]
    public void Matrix_refuses_what_it_cannot_do(int exitCode, params string[] arguments) => Assert.That(BtfTool.Ask(arguments).ExitCode, Is.EqualTo(exitCode));

    [Test]
    public void Matrix_never_writes_over_what_it_reads_and_not_two_files_to_one_place()
    {
        using TemporaryFolder folder = new();
        (string program, string kernels) = Write(folder);
        string kernel = Directory.GetFiles(kernels)[0];
        byte[] before = File.ReadAllBytes(kernel);
        using (Assert.EnterMultipleScope())
        {
            foreach (string option in (string[])["--html", "--sarif", "--junit"])
            {
                Assert.That(BtfTool.Ask("matrix", program, "--kernels", kernels, option, kernel).ExitCode, Is.EqualTo(2), option);
                Assert.That(BtfTool.Ask("matrix", program, "--kernels", kernels, option, program).ExitCode, Is.EqualTo(2), option);
                Assert.That(BtfTool.Ask("matrix", program, "--kernels", kernels, option, "-").ExitCode, Is.EqualTo(2), option);
            }

            Assert.That(BtfTool.Ask("matrix", program, "--kernels", kernels, "--html", folder.PathOf("x"), "--sarif", Path.Combine(kernels, "..", "x")).ExitCode, Is.EqualTo(2));
            Assert.That(File.ReadAllBytes(kernel), Is.EqualTo(before));
            Assert.That(File.Exists(folder.PathOf("x")), Is.False);
        }
    }

    [Test]
    public void Matrix_lists_kernels_in_the_order_of_their_versions()
    {
        using TemporaryFolder folder = new();
        (string program, string kernels) = Write(folder);
        string kernel = Directory.GetFiles(kernels)[0];
        string versions = folder.PathOf("versions");
        Directory.CreateDirectory(versions);
        foreach (string version in (string[])["5.10.0-2", "5.4.0", "5.10.0-10", "5.10.0-02"])
        {
            File.Copy(kernel, Path.Combine(versions, version + ".btf"));
        }

        ProcessResult result = BtfTool.Ask("matrix", program, "--kernels", versions, "--json");

        using JsonDocument document = JsonDocument.Parse(result.Text);
        Assert.That(document.RootElement.GetProperty("kernels").EnumerateArray().Select(name => name.GetString()), Is.EqualTo((string[])["5.4.0", "5.10.0-02", "5.10.0-2", "5.10.0-10"]));
    }

    [Test]
    public void Matrix_says_which_place_there_is_not()
    {
        using TemporaryFolder folder = new();
        (string program, string kernels) = Write(folder);

        ProcessResult result = BtfTool.Ask("matrix", program, "--kernels", $"{kernels}/none*");

        Assert.That(result.ExitCode, Is.EqualTo(3));
        Assert.That(result.StandardError, Does.EndWith("none*: No file has such a name.\n"));
    }

    private static BtfVector Find(string id) => Vectors.Read("core").Single(vector => vector.Id == id);

    /// <summary>An object, and a directory with a kernel that has its field and one that does not.</summary>
    private static (string Program, string Kernels) Write(TemporaryFolder folder)
    {
        BtfVector with = Find("kinds-field");
        string kernels = Directory.CreateDirectory(folder.PathOf("kernels")).FullName;
        File.WriteAllBytes(Path.Combine(kernels, "with.btf"), with.Slice("target"));
        File.WriteAllBytes(Path.Combine(kernels, "without.btf"), Find("kinds-field-absent").Slice("target"));
        File.WriteAllText(Path.Combine(kernels, "README"), "no kernel");
        File.WriteAllBytes(Path.Combine(kernels, "other.bpf.o"), with.Slice("object"));
        return (folder.Write("prog.bpf.o", with.Slice("object")), kernels);
    }
}
