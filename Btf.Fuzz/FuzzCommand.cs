using System.Diagnostics;
using Btf.Testing;

namespace Btf.Fuzz;

/// <summary>The commands that run targets. They are apart from the program's start, which must not load the libraries that it instruments.</summary>
internal static class FuzzCommand
{
    public static int List()
    {
        // Making the targets runs instrumented code of the library.
        BranchCoverage.Ignore();
        foreach (FuzzTarget target in FuzzTargets.All)
        {
            Console.WriteLine($"{target.Name,-12} {target.Summary}");
        }

        return 0;
    }

    public static int Run(string name, double minutes, int seed, string folder)
    {
        if (!NativeMemoryUse.IsCounted)
        {
            Console.Error.WriteLine("Only a debug build is guided by coverage and counts all memory: run it without '-c Release'.");
            return 2;
        }

        var coverage = new BranchCoverage();
        FuzzTarget[] targets = [.. FuzzTargets.All.Where(target => name == "all" || target.Name == name)];
        if (targets.Length == 0)
        {
            Console.Error.WriteLine($"There is no target '{name}'; 'list' has all.");
            return 2;
        }

        Directory.CreateDirectory(folder);
        int findings = 0;
        foreach (FuzzTarget target in targets)
        {
            findings += Run(target, TimeSpan.FromMinutes(minutes), seed, folder, coverage);
        }

        return findings == 0 ? 0 : 1;
    }

    public static int Replay(IEnumerable<string> files)
    {
        BranchCoverage.Ignore();
        int failures = 0;
        foreach (string file in files)
        {
            byte[] input = Path.GetExtension(file) == CurrentInput.Extension ? CurrentInput.Read(file) : File.ReadAllBytes(file);
            foreach (FuzzTarget target in FuzzTargets.All)
            {
                using var harness = new FuzzHarness(target, input.Length);
                FuzzResult result = harness.Run(input);
                string outcome = result.Failure ?? (result.Accepted ? "answered" : "refused");
                Console.WriteLine($"{file}: {target.Name}: {result.Time.TotalMilliseconds:F1} ms, {result.Allocated} bytes allocated, {result.Native} held off the managed heap: {outcome}");
                failures += result.Failure is null ? 0 : 1;
            }
        }

        return failures == 0 ? 0 : 1;
    }

    private static int Run(FuzzTarget target, TimeSpan duration, int seed, string folder, BranchCoverage coverage)
    {
        using var current = new CurrentInput(Path.Combine(folder, target.Name + CurrentInput.Extension));
        using var watchdog = new Watchdog();
        using var loop = new FuzzLoop(target, seed, coverage)
        {
            Starting = input =>
            {
                watchdog.Restart();
                current.Set(input);
            },
        };
        long start = Stopwatch.GetTimestamp();
        loop.Run(long.MaxValue, duration);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        foreach (FuzzFinding finding in loop.Findings)
        {
            string path = Path.Combine(folder, $"{target.Name}-{seed}-{finding.Case}.bin");
            File.WriteAllBytes(path, finding.Input);
            Console.WriteLine($"{path}: {finding.Failure}");
        }

        Console.WriteLine(
            $"{target.Name}: seed {seed}, {loop.Cases} cases in {seconds / 60:F1} minutes ({loop.Cases / seconds:F0} a second), {loop.Accepted} answered, " +
            $"{loop.Refused} refused, {coverage.Count} steps of code, {loop.CorpusSize} inputs kept, longest {loop.Longest.TotalMilliseconds:F0} ms, " +
            $"{Environment.WorkingSet >> 20} MB, {loop.Findings.Count} findings");
        return loop.Findings.Count;
    }
}
