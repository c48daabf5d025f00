namespace Btf.Testing;

/// <summary>Reads tab-separated tables whose first line names the columns.</summary>
public static class Tsv
{
    /// <summary>Reads each row as a map from column name to value. A hyphen stands for no value and is left out.</summary>
    public static IEnumerable<IReadOnlyDictionary<string, string>> Read(string path)
    {
        string[]? columns = null;
        foreach (string line in File.ReadLines(path))
        {
            string[] values = line.Split('\t');
            if (columns is null)
            {
                columns = values;
                continue;
            }

            yield return columns.Zip(values).Where(pair => pair.Second != "-").ToDictionary(pair => pair.First, pair => pair.Second);
        }
    }
}
