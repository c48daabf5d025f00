using System.Xml.Linq;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>The compiler checks that comments exist; these tests check that they say something.</summary>
public sealed class DocumentationCommentTests
{
    private static readonly string[] Parts = ["summary", "param", "typeparam", "returns", "exception", "remarks"];

    private static IEnumerable<XElement> Members =>
        Snippet.Libraries.SelectMany(library => XDocument.Load(Path.ChangeExtension(library.Location, ".xml")).Descendants("member"));

    [Test]
    public void Every_member_has_a_summary_or_takes_over_one() =>
        Assert.That(
            Members.Where(member => member.Element("summary") is null && member.Element("inheritdoc") is null).Select(Name),
            Is.Empty);

    [Test]
    public void No_part_of_a_comment_is_empty_or_breaks_off() =>
        Assert.That(
            Members.SelectMany(member => member.Elements().Where(part => Parts.Contains(part.Name.LocalName) && !IsSaid(part))
                .Select(part => $"{Name(member)}: {part}")),
            Is.Empty);

    // Sentences and lists of them, or only a reference.
    private static bool IsSaid(XElement part)
    {
        string text = part.Value.Trim();
        return text.Length == 0 ? part.HasElements : ".)?:;".Contains(text[^1], StringComparison.Ordinal);
    }

    private static string Name(XElement member) => member.Attribute("name")!.Value;
}
