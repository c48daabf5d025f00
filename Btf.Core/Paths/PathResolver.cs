namespace Btf.Core;

/// <summary>Walks paths to their end: the one core of all forms.</summary>
internal static class PathResolver
{
    /// <summary>Walks a path to its end.</summary>
    /// <param name="reader">The reader, before the start.</param>
    /// <param name="isWhole">Whether all of the path has a UTF-8 form; else the reader has what comes before an unpaired surrogate.</param>
    /// <param name="result">What the path leads to.</param>
    /// <param name="error">Why it leads nowhere.</param>
    public static bool TryResolve(BtfPathReader reader, bool isWhole, out BtfMemberPath result, out BtfPathError error)
    {
        if (!isWhole)
        {
            reader.FailAtSurrogate();
        }

        while (reader.Read())
        {
        }

        bool resolved = reader.TryFinish(out result);
        error = reader.Error;
        return resolved;
    }
}
