using System.Diagnostics.CodeAnalysis;
using NUnit.Framework;

namespace Btf.Testing;

/// <summary>
/// The folder beside the project that holds <c>corpus/</c> and <c>vectors/</c>: <c>BTF_CORPUS</c>, or <c>../shared</c> seen from
/// the project's root. A clone without it is complete: what needs it is skipped. Where oracles are required (see <see cref="Oracles.Required"/>), it is one of
/// them, unless <c>BTF_CORPUS=none</c> says that there is none.
/// </summary>
public static class SharedData
{
    private const string Variable = "BTF_CORPUS";
    private const string Absent = "none";

    public static string? Folder { get; } = Find();

    /// <summary>Why there is no folder, for a skipped test.</summary>
    public static string Reason => $"There is no folder with corpus/ and vectors/ in {Variable} or in ../shared.";

    /// <summary>The path of a file or folder in it; skips the test where there is none.</summary>
    public static string PathOf(string relativePath)
    {
        Require();
        return Path.Combine(Folder, relativePath);
    }

    /// <summary>Skips the test, with the reason, where the folder is absent. NUnit forbids that inside a multiple-assert scope: call it before.</summary>
    [MemberNotNull(nameof(Folder))]
    public static void Require()
    {
        if (Folder is null)
        {
            Assert.Ignore(Reason);
            throw new InvalidOperationException(Reason);
        }
    }

    /// <summary>A test case per item, named by the item; one skipped case where the folder is absent.</summary>
    public static IEnumerable<TestCaseData> Cases<T>(IEnumerable<T> items)
        where T : notnull =>
        Folder is null
            ? [new TestCaseData((object?)null).SetArgDisplayNames("absent").Ignore(Reason)]
            : items.Select(item => new TestCaseData(item).SetArgDisplayNames(item.ToString()!));

    private static string? Find()
    {
        string? folder = Environment.GetEnvironmentVariable(Variable);
        if (folder == Absent)
        {
            return null;
        }

        if (string.IsNullOrEmpty(folder))
        {
            string? parent = Path.GetDirectoryName(Repository.Root);
            folder = parent is null ? null : Path.Combine(parent, "shared");
        }

        if (Directory.Exists(Path.Combine(folder ?? "", "corpus")))
        {
            return Path.GetFullPath(folder!);
        }

        return Oracles.Required ? throw new DirectoryNotFoundException(Reason) : null;
    }
}
