using System.IO.Compression;
using System.Reflection.Metadata;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>The packages, used without the repository.</summary>
[TestFixture]
public sealed partial class PackageTests
{
    private static readonly string[] Libraries = ["Btf.Core", "Btf.Compression"];
    private static readonly string[] Packages = [.. Libraries, "Btf.Cli", "Btf.Generators"];

    private static readonly bool _isForUsers = LongRun.IsAsked || Environment.GetEnvironmentVariable("CI") == "true";

    private readonly TemporaryFolder _folder = new();
    private string _packages = "";
    private ConsumerProject _consumer = null!;

    [OneTimeSetUp]
    public void Pack()
    {
        _packages = _folder.PathOf("packed");
        string all = Solution();

        // On a build server, the Release build before the tests has made the same files. Elsewhere, a long run makes them in another folder than any other build's, but
        // inside the clone, because the compiler maps only paths inside it. The build before the tests has shown the same sources to the analyzers. A usual run packs
        // what that build made: to compile it all again takes longer than all else here.
        string[] build = Environment.GetEnvironmentVariable("CI") == "true" ? ["-c", "Release"]
            : LongRun.IsAsked ? ["-c", "Release", "--artifacts-path", Repository.PathOf("artifacts")]
            : ["-c", Path.GetFileName(Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd('/', '\\')))!, "--no-build"];
        new DotnetCommand(Repository.PathOf("."), DotnetCommand.MachinePackages).Run(
            ["pack", all, .. build, "-o", _packages, "-warnaserror", "-p:ContinuousIntegrationBuild=true", "-p:RunAnalyzersDuringBuild=false"]);
        _consumer = ConsumerProject.Create(_folder.PathOf("consumer"), _packages, Libraries.ToDictionary(library => library, VersionOf), VersionOf("Btf.Generators"));
    }

    [OneTimeTearDown]
    public void Clean() => _folder.Dispose();

    [TestCaseSource(nameof(Packages))]
    public void A_package_says_what_it_is_and_where_it_is_from(string name)
    {
        using ZipArchive package = Open(name, "nupkg");
        using Stream manifest = package.GetEntry($"{name}.nuspec")!.Open();
        XElement metadata = XDocument.Load(manifest).Root!.Elements().Single();
        string Value(string name) => metadata.Elements().SingleOrDefault(element => element.Name.LocalName == name)?.Value ?? "";
        XElement? repository = metadata.Elements().SingleOrDefault(element => element.Name.LocalName == "repository");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Value("license"), Is.EqualTo("MIT"));
            Assert.That(Value("readme"), Is.EqualTo("README.md"));
            Assert.That(Value("tags").Split(' '), Does.Contain("btf").And.Contain("bpf"));
            Assert.That(Value("description"), Has.Length.GreaterThan(40));
            if (Path.Exists(Repository.PathOf(".git")))
            {
                Assert.That(repository?.Attribute("commit")?.Value, Does.Match("^[0-9a-f]{40}$"));
            }
        }
    }

    [TestCaseSource(nameof(Libraries))]
    public void A_package_holds_the_library_its_documentation_and_the_readme(string library)
    {
        using ZipArchive package = Open(library, "nupkg");

        Assert.That(
            package.Entries.Select(entry => entry.FullName),
            Is.SupersetOf(new[] { $"lib/net10.0/{library}.dll", $"lib/net10.0/{library}.xml", "README.md" }));
    }

    [TestCaseSource(nameof(Libraries))]
    public void The_readme_of_a_package_has_the_text_of_the_repositorys_and_links_to_the_web_alone(string library)
    {
        using ZipArchive package = Open(library, "nupkg");
        using StreamReader reader = new(package.GetEntry("README.md")!.Open());
        string packed = reader.ReadToEnd();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Link().Matches(packed).Select(link => link.Groups["target"].Value), Has.All.StartsWith("https://").Or.StartsWith("#"));
            Assert.That(WithoutLinks(packed), Is.EqualTo(WithoutLinks(File.ReadAllText(Repository.PathOf("README.md")))));
        }

        // A picture is left out where its address is not known.
        static string WithoutLinks(string text) => Link().Replace(Picture().Replace(text, ""), "${text}").Trim();
    }

    [TestCaseSource(nameof(Libraries))]
    public void The_symbols_name_no_path_of_the_machine_that_built_them(string library)
    {
        Assume.That(_isForUsers, "A usual run packs what was built for a debugger on this machine. A build server and a long run compile what users get.");
        using ZipArchive package = Open(library, "snupkg");
        using MemoryStream symbols = new();
        using (Stream entry = package.GetEntry($"lib/net10.0/{library}.pdb")!.Open())
        {
            entry.CopyTo(symbols);
        }

        symbols.Position = 0;
        using var provider = MetadataReaderProvider.FromPortablePdbStream(symbols);
        MetadataReader reader = provider.GetMetadataReader();
        IEnumerable<string> sources = reader.Documents.Select(handle => reader.GetString(reader.GetDocument(handle).Name));

        Assert.That(sources, Is.Not.Empty.And.All.StartsWith("/_"));
    }

    [Test]
    public void A_new_project_runs_with_the_packages()
    {
        _consumer.Dotnet.Run("build", "-c", "Release", "-warnaserror", "-o", "jit");

        ConsumerKernels kernels = ConsumerKernels.Write(_consumer);
        Assert.That(
            _consumer.Dotnet.Run([Path.Combine("jit", "Consumer.dll"), _consumer.Input, .. kernels.Paths]),
            Is.EqualTo(ConsumerProject.Output + kernels.Output));
    }

    [Test]
    public void The_tool_installs_and_answers()
    {
        string tools = _folder.PathOf("tools");
        _consumer.Dotnet.Run("tool", "install", "Btf.Cli", "--version", VersionOf("Btf.Cli"), "--tool-path", tools);

        ProcessResult result = ProcessRunner.Run(Path.Combine(tools, "btf"), "path", "bits.high", Fixture.PathOf("kinds-el.btf"));
        Assert.That(result.Text, Does.StartWith("bits.high: "), result.StandardError);
    }

    [Test]
    [Platform("Linux", Reason = "The test looks for the linker of Linux.")]
    public void A_new_project_runs_as_native_code_and_nothing_warns()
    {
        LongRun.Require("To compile the whole library as native code takes half a minute.");
        Oracles.NativeToolchain();

        // Optimised and with symbols for a debugger, it would take twice as long, with the same warnings.
        string log = _consumer.Dotnet.Run("publish", "-c", "Release", "-warnaserror", "--use-current-runtime", "-p:PublishAot=true", "-p:Optimize=false", "-p:NativeDebugSymbols=false",
            "-o", "native");

        Assert.That(log, Does.Not.Contain("warning"));
        ConsumerKernels kernels = ConsumerKernels.Write(_consumer);
        ProcessResult result = ProcessRunner.Run(_consumer.PathOf(Path.Combine("native", "Consumer")), [_consumer.Input, .. kernels.Paths]);
        Assert.That(result.Text, Is.EqualTo(ConsumerProject.Output + kernels.Output), result.StandardError);
    }

    [GeneratedRegex(@"(?<!!)\[(?<text>[^\]]*)\]\((?<target>[^)]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"!\[[^\]]*\]\([^)]+\)")]
    private static partial Regex Picture();

    /// <summary>Writes a solution of the packages' projects, which are then built once each.</summary>
    private string Solution()
    {
        string path = _folder.PathOf("packages.slnx");
        new XElement("Solution", Packages.Select(name => new XElement("Project", new XAttribute("Path", Repository.PathOf($"{name}/{name}.csproj"))))).Save(path);
        return path;
    }

    private ZipArchive Open(string library, string extension) => ZipFile.OpenRead(FileOf(library, extension));

    private string VersionOf(string library) => Path.GetFileNameWithoutExtension(FileOf(library, "nupkg"))[(library.Length + 1)..];

    private string FileOf(string library, string extension) => Directory.EnumerateFiles(_packages, $"{library}.*.{extension}").Single();
}
