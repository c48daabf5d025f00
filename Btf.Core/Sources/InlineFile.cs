namespace Btf.Core;

/// <summary>The files of a directory of BTF that tell where functions were inlined: <c>NAME.inline</c>, split from NAME.</summary>
internal static class InlineFile
{
    private const string Suffix = ".inline";

    /// <summary>The name of the file that a file is split from; null for one that is no <c>NAME.inline</c>. No module's name has a dot.</summary>
    public static string? BaseNameOf(string name) =>
        name.Length > Suffix.Length && name.EndsWith(Suffix, StringComparison.Ordinal) ? name[..^Suffix.Length] : null;
}
