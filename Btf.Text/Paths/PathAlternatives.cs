namespace Btf.Text;

/// <summary>Writes out the alternatives in a path: <c>task_struct.(__state|state)</c> is two paths.</summary>
public static class PathAlternatives
{
    private const int MostPaths = 256;

    /// <summary>Returns the paths, in the order of their alternatives.</summary>
    /// <exception cref="ArgumentException">There are too many paths.</exception>
    public static IReadOnlyList<string> Expand(string expression)
    {
        List<string> paths = [expression];
        for (int i = 0; i < paths.Count;)
        {
            if (!TryFind(paths[i], out int open, out int close))
            {
                i++;
                continue;
            }

            string path = paths[i];
            string[] choices = path[(open + 1)..close].Split('|', StringSplitOptions.TrimEntries);
            paths.RemoveAt(i);
            paths.InsertRange(i, choices.Select(choice => $"{path[..open]}{choice}{path[(close + 1)..]}"));
            if (paths.Count > MostPaths)
            {
                throw new ArgumentException($"The alternatives of '{expression}' make more than {MostPaths} paths. Write fewer.");
            }
        }

        return paths;
    }

    /// <summary>Finds the first parentheses with a bar between them. The parentheses of a cast have no bar.</summary>
    private static bool TryFind(string path, out int open, out int close)
    {
        open = -1;
        close = -1;
        bool hasBar = false;
        for (int i = 0; i < path.Length; i++)
        {
            switch (path[i])
            {
                case '(':
                    open = i;
                    hasBar = false;
                    break;
                case '|':
                    hasBar = true;
                    break;
                case ')' when hasBar && open >= 0:
                    close = i;
                    return true;
                default:
                    break;
            }
        }

        return false;
    }
}
