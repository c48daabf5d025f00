namespace Btf.Cli;

/// <summary>The words after <c>btf show</c>: names, as C writes them, and a file.</summary>
/// <param name="Names">The names, each with its keyword: <c>struct list_head</c>.</param>
/// <param name="Files">The paths of files.</param>
internal sealed record ShowWords(IReadOnlyList<string> Names, string[] Files)
{
    private static readonly string[] _keywords = ["struct", "union", "enum", "typedef"];

    // Words that C writes before others in the name of one type: unsigned long int.
    private static readonly string[] _beginnings = ["unsigned", "signed", "long", "short"];
    private static readonly string[] _arithmetic = [.. _beginnings, "int", "char"];

    /// <summary>Reads the words. The first word is a name, or a keyword with a name after it, or starts the name of an arithmetic type. A later word is a file if the file exists, or if it cannot be a name.</summary>
    public static ShowWords Read(string[] words)
    {
        List<string> names = [];
        List<string> files = [];
        for (int i = 0; i < words.Length; i++)
        {
            if (names.Count > 0 && IsFile(words[i]))
            {
                files.Add(words[i]);
            }
            else if (_keywords.Contains(words[i]) && i + 1 < words.Length)
            {
                names.Add($"{words[i]} {words[++i]}");
            }
            else if (_beginnings.Contains(words[i]))
            {
                int end = i + 1;
                while (end < words.Length && _arithmetic.Contains(words[end]))
                {
                    end++;
                }

                names.Add(string.Join(' ', words[i..end]));
                i = end - 1;
            }
            else
            {
                names.Add(words[i]);
            }
        }

        return new ShowWords(names, [.. files]);
    }

    // The names of sections start with a dot: .maps, .data..percpu.
    private static bool IsFile(string word) => word.Length == 0 || word == InputFile.StandardInput || word.Contains('/') || word.IndexOf('.', StringComparison.Ordinal) > 0 || SafeText.HasBytes(word) || File.Exists(word);
}
