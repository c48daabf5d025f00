namespace Btf.Core;

/// <summary>Recognises the files <c>NAME.inline</c> in a directory of BTF: they tell where functions were inlined, and are split from NAME.</summary>
internal static class InlineFile
{
    private const string Suffix = ".inline";

    /// <summary>Returns the name of the file that a file is split from; null if it is not called <c>NAME.inline</c>. Names of modules have no dot.</summary>
    public static string? BaseNameOf(string name) =>
        name.Length > Suffix.Length && name.EndsWith(Suffix, StringComparison.Ordinal) ? name[..^Suffix.Length] : null;
}
