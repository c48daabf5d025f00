namespace Btf.Core.Tests;

/// <summary>A program that a document shows.</summary>
/// <param name="Name">The document, and which of its programs it is.</param>
/// <param name="Inputs">The paths that it opens, and the files of the corpus with which it writes what is shown.</param>
/// <param name="Source">The program.</param>
/// <param name="Output">What it writes; null where the document does not say.</param>
public sealed record DocumentProgram(string Name, IReadOnlyList<(string Path, string CorpusPath)> Inputs, string Source, string? Output)
{
    /// <summary>Runs it with copies of the corpus's files in place of its inputs.</summary>
    /// <param name="folder">Takes the copies.</param>
    /// <returns>What it writes.</returns>
    public string RunOnCorpus(TemporaryFolder folder)
    {
        string source = Source;
        foreach ((string path, string corpusPath) in Inputs)
        {
            // Two kernels have one file name.
            string name = Path.GetFileName(corpusPath);
            string copy = folder.Write(File.Exists(folder.PathOf(name)) ? $"other-{name}" : name, Corpus.ReadFile(corpusPath));
            source = source.Replace(path, copy.Replace('\\', '/'), StringComparison.Ordinal);
        }

        return Snippet.Run(source);
    }

    public override string ToString() => Name;
}
