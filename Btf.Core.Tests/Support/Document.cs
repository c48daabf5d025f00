using System.Text.RegularExpressions;

namespace Btf.Core.Tests;

/// <summary>A Markdown document of the repository.</summary>
public sealed partial class Document
{
    private Document(string path)
    {
        Path = path;
        Text = File.ReadAllText(Repository.PathOf(path)).ReplaceLineEndings("\n");
    }

    /// <summary>Every document, the README first.</summary>
    public static IReadOnlyList<Document> All { get; } =
    [
        new("README.md"),
        new("CONTRIBUTING.md"),
        new("CHANGELOG.md"),
        .. Directory.EnumerateFiles(Repository.PathOf("docs"), "*.md").Order().Select(file => new Document("docs/" + System.IO.Path.GetFileName(file))),
    ];

    /// <summary>The path from the repository's root.</summary>
    public string Path { get; }

    public string Text { get; }

    /// <summary>The text without its blocks of code.</summary>
    public string Prose => Block().Replace(Text, "");

    /// <summary>Its programs, each with the output that the document shows after it.</summary>
    public IEnumerable<DocumentProgram> Programs =>
        Program().Matches(Text).Select((match, index) => new DocumentProgram(
            $"{Path} {index + 1}",
            [.. Input().Matches(match.Groups["inputs"].Value).Select(input => (input.Groups["path"].Value, input.Groups["corpus"].Value))],
            match.Groups["source"].Value,
            match.Groups["output"].Success ? match.Groups["output"].Value : null));

    /// <summary>The paths and addresses of its links, as written.</summary>
    public IEnumerable<string> Links => Link().Matches(InlineCode().Replace(Prose, "")).Select(match => match.Groups["target"].Value);

    /// <summary>The anchors of its headings.</summary>
    public IEnumerable<string> Anchors =>
        Heading().Matches(Prose).Select(match => NotInAnchor().Replace(match.Groups["title"].Value.ToLowerInvariant(), "").Replace(' ', '-'));

    public static Document Find(string path) => All.Single(document => document.Path == path);

    /// <summary>The blocks of code of a language.</summary>
    public string[] Blocks(string language) =>
        [.. Block().Matches(Text).Where(match => match.Groups["language"].Value == language).Select(match => match.Groups["body"].Value)];

    public override string ToString() => Path;

    [GeneratedRegex(@"^```(?<language>\w*)\n(?<body>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    // The comments before a program map its paths to files of the corpus.
    [GeneratedRegex(
        @"(?<inputs>(^<!-- [^\n]+ -->\n)*)^```csharp\n(?<source>.*?)^```$(\n\n```text\n(?<output>.*?)^```$)?",
        RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Program();

    [GeneratedRegex(@"^<!-- (?<path>\S+) is (?<corpus>\S+) -->$", RegexOptions.Multiline)]
    private static partial Regex Input();

    [GeneratedRegex("`[^`\n]*`")]
    private static partial Regex InlineCode();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^#+ (?<title>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchor();
}
