namespace Btf.Core.Tests;

/// <summary>A program in a document.</summary>
/// <param name="Name">The document and the number of the program.</param>
/// <param name="Inputs">The paths that it opens, and the corpus files that give the documented output.</param>
/// <param name="Source">The program.</param>
/// <param name="Output">Its documented output; null for none.</param>
public sealed record DocumentProgram(string Name, IReadOnlyList<(string Path, string CorpusPath)> Inputs, string Source, string? Output)
{
    /// <summary>Runs it with copies of the corpus's files in place of its inputs.</summary>
    /// <param name="folder">The folder for the copies.</param>
    /// <returns>The program's output.</returns>
    public string RunOnCorpus(TemporaryFolder folder)
    {
        string source = Source;
        foreach ((string path, string corpusPath) in Inputs)
        {
            // Two kernels may have the same file name.
            string name = Path.GetFileName(corpusPath);
            string copy = folder.Write(File.Exists(folder.PathOf(name)) ? $"other-{name}" : name, Corpus.ReadFile(corpusPath));
            source = source.Replace(path, copy.Replace('\\', '/'), StringComparison.Ordinal);
        }

        return Snippet.Run(source);
    }

    public override string ToString() => Name;
}
