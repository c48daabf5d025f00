using System.Text.RegularExpressions;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>The folders are the layers in docs/design.md: each uses only folders above it in the table.</summary>
[TestFixture]
public sealed class LayerTests
{
    [TestCase("Btf.Core", "## Layers")]
    [TestCase("Btf.Text", "### Layers of the texts")]
    [TestCase("Btf.Cli", "### Layers of the tool")]
    [TestCase("Btf.Explorer", "### Layers of the explorer")]
    public void A_folder_uses_only_folders_that_the_design_lists_before_it(string project, string heading)
    {
        List<string> layers = LayersUnder(heading);
        var graph = new FolderGraph(project, layers);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(layers, Is.Unique);
            Assert.That(graph.Folders, Is.EquivalentTo(layers));
            Assert.That(graph.Unresolved, Is.Empty);
            Assert.That(graph.Arrows.Select(arrow => $"{arrow.Key.From} -> {arrow.Key.To}: {arrow.Value}"), Is.Empty);
        }
    }

    /// <summary>The folders in the first column of the first table under a heading, in order.</summary>
    private static List<string> LayersUnder(string heading)
    {
        string[] lines = File.ReadAllLines(Repository.PathOf("docs/design.md"));
        return
        [
            .. lines.SkipWhile(line => line != heading).Skip(1)
                .SkipWhile(line => !line.StartsWith('|')).TakeWhile(line => line.StartsWith('|'))
                .SelectMany(line => Regex.Matches(line.Split('|')[1], "`([A-Za-z]+)`").Select(match => match.Groups[1].Value)),
        ];
    }
}
