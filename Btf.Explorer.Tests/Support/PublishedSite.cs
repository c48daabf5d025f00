using System.Diagnostics;

namespace Btf.Explorer.Tests;

/// <summary>The published site that the browser tests open.</summary>
internal static class PublishedSite
{
    private static readonly string[] _sources = ["Btf.Explorer", "Btf.Core", "Btf.Compression", "Btf.Text", "Btf.Cli/Sample"];

    /// <summary>Returns the folder with the site. Publishes it first if it is older than its sources, which takes a minute; <c>.ci/run</c> has done that before.</summary>
    public static string Folder()
    {
        string project = Repository.PathOf("Btf.Explorer.Host");
        string mark = Path.Combine(project, "bin", "site", "published.txt");
        if (!File.Exists(mark) || File.GetLastWriteTimeUtc(mark) < NewestSource())
        {
            ProcessResult result = ProcessRunner.Run(new ProcessStartInfo("dotnet", ["build", project, "-c", "Release", "-v", "q", "-p:RunAnalyzersDuringBuild=false"]), TimeSpan.FromMinutes(10));
            Assert.That(result.ExitCode, Is.Zero, result.Text + result.StandardError);

            // The build may have found that what changed is no part of the site.
            File.SetLastWriteTimeUtc(mark, DateTime.UtcNow);
        }

        return Path.Combine(project, "bin", "site", "wwwroot");
    }

    private static DateTime NewestSource() => _sources.SelectMany(name => Directory.EnumerateFiles(Repository.PathOf(name), "*", SearchOption.AllDirectories))
        .Where(path => !path.Contains("/bin/", StringComparison.Ordinal) && !path.Contains("/obj/", StringComparison.Ordinal) && !path.EndsWith(".md", StringComparison.Ordinal))
        .Max(File.GetLastWriteTimeUtc);
}
