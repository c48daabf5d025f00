using System.Reflection;
using System.Text.RegularExpressions;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>The programs in the documents are compiled and run, and the names and links in them exist.</summary>
public sealed partial class DocumentTests
{
    private static readonly ILookup<string, Type> Types =
        Snippet.Libraries.Append(typeof(DocumentTests).Assembly).SelectMany(library => library.GetTypes()).ToLookup(type => type.Name.Split('`')[0]);

    // The README's programs have tests of their own.
    private static IEnumerable<TestCaseData> Programs =>
        Document.All.Where(document => document.Path.StartsWith("docs/", StringComparison.Ordinal))
            .SelectMany(document => document.Programs)
            .Select(program => new TestCaseData(program).SetArgDisplayNames(program.Name));

    private static IEnumerable<TestCaseData> Documents => Document.All.Select(document => new TestCaseData(document).SetArgDisplayNames(document.Path));

    [TestCaseSource(nameof(Programs))]
    public void A_program_writes_what_the_document_shows(DocumentProgram program)
    {
        Assert.That(program.Inputs.Any() || !program.Source.Contains("Open", StringComparison.Ordinal), Is.True, "It does not say which files its paths stand for.");
        if (!program.Inputs.Any())
        {
            // It builds its own input.
            Assert.That(Snippet.Run(program.Source), Is.EqualTo(program.Output));
        }
        else if (SharedData.Folder is not null)
        {
            using TemporaryFolder folder = new();
            Assert.That(program.RunOnCorpus(folder), Is.EqualTo(program.Output));
        }
        else if (program.Inputs.FirstOrDefault(input => !File.Exists(input.Path)).Path is { } missing)
        {
            Assert.Ignore($"There is no {missing}, and no corpus.");
        }
        else
        {
            Assert.That(Snippet.Run(program.Source), Is.Not.Empty);
        }
    }

    [TestCaseSource(nameof(Documents))]
    public void Every_type_and_member_that_a_document_names_exists(Document document)
    {
        IEnumerable<string> unknown = Code().Matches(document.Prose)
            .SelectMany(code => Name().Matches(code.Value))
            .Where(name => !Exists(name.Groups["type"].Value, name.Groups["member"].Value))
            .Select(name => name.Value);

        Assert.That(unknown, Is.Empty);
    }

    [TestCaseSource(nameof(Documents))]
    public void Every_link_within_the_repository_has_a_target(Document document)
    {
        IEnumerable<string> dangling = document.Links.Where(link => !link.StartsWith("https://", StringComparison.Ordinal) && !HasTarget(document, link));

        Assert.That(dangling, Is.Empty);
    }

    private static bool Exists(string type, string member) =>
        Types[type].Any(found => member.Length == 0 ||
            found.GetMember(member, BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static).Length > 0);

    private static bool HasTarget(Document document, string link)
    {
        string[] parts = link.Split('#');
        string folder = Path.GetDirectoryName(document.Path) ?? "";
        string path = parts[0].Length == 0 ? document.Path : Path.GetRelativePath(".", Path.Combine(folder, parts[0])).Replace('\\', '/');
        return parts.Length == 1
            ? Path.Exists(Repository.PathOf(path))
            : Document.All.FirstOrDefault(other => other.Path == path) is { } other && other.Anchors.Contains(parts[1]);
    }

    [GeneratedRegex("`[^`]+`")]
    private static partial Regex Code();

    [GeneratedRegex(@"(?<![\w./])(?<type>Btf[A-Z]\w*|KernelBtf|LoadedBtf|NameLookup)(\.(?<member>[A-Z]\w*))?")]
    private static partial Regex Name();
}
