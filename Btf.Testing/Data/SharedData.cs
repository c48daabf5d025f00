using System.Diagnostics.CodeAnalysis;
using NUnit.Framework;

namespace Btf.Testing;

/// <summary>
/// The folder with <c>corpus/</c> and <c>vectors/</c>: the one in <c>BTF_CORPUS</c>, or <c>../shared</c> beside the project's root. Without it, tests that need
/// it are skipped; if oracles are required (see <see cref="Oracles.Required"/>), they fail instead, unless <c>BTF_CORPUS=none</c> says that there is no such
/// folder.
/// </summary>
public static class SharedData
{
    private const string Variable = "BTF_CORPUS";
    private const string Absent = "none";

    public static string? Folder { get; } = Find();

    /// <summary>The reason for skipping a test without the folder.</summary>
    public static string Reason => $"There is no folder with corpus/ and vectors/ in {Variable} or in ../shared.";

    /// <summary>Returns the path of a file or folder in it; skips the test without the folder.</summary>
    public static string PathOf(string relativePath)
    {
        Require();
        return Path.Combine(Folder, relativePath);
    }

    /// <summary>Skips the test, with the reason, if the folder is absent. Call it before a multiple-assert scope, in which NUnit forbids skipping.</summary>
    [MemberNotNull(nameof(Folder))]
    public static void Require()
    {
        if (Folder is null)
        {
            Assert.Ignore(Reason);
            throw new InvalidOperationException(Reason);
        }
    }

    /// <summary>Returns a test case for each item, named after it, or one skipped case if the folder is absent.</summary>
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
