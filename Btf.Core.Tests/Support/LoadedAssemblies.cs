using Microsoft.CodeAnalysis;

namespace Btf.Core.Tests;

/// <summary>The assemblies that this process may load, as the compiler's references.</summary>
internal static class LoadedAssemblies
{
    private static readonly Lazy<MetadataReference[]> _references = new(() => [.. Paths().Select(path => MetadataReference.CreateFromFile(path))]);

    /// <summary>The references, made once: the compiler keeps what it learns of them from one compilation to the next.</summary>
    public static IReadOnlyList<MetadataReference> References => _references.Value;

    /// <summary>Returns the references without one assembly.</summary>
    /// <param name="name">The assembly's name.</param>
    public static IEnumerable<MetadataReference> ReferencesWithout(string name) =>
        References.Where(reference => Path.GetFileNameWithoutExtension(reference.Display) != name);

    private static IEnumerable<string> Paths() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Concat(Snippet.Libraries.Select(library => library.Location)).Distinct();
}
