using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Btf.Benchmarks;

/// <summary>Compares a console program with the just-in-time compiler and with native AOT: the time from its start to its first answer, and the hot loops.</summary>
internal static class AotComparison
{
    /// <summary>The row of the whole program, from its start to its end. Its peer is a C program that does the same with libbpf.</summary>
    public const string ProgramRow = "ProgramToFirstAnswer";

    private const string Host = "Btf.Benchmarks.Aot";
    private const int Starts = 21;
    private const int Rounds = 3;

    private static readonly string[] _loops =
    [
        nameof(OpeningTasks.OpenKernel), nameof(OpeningTasks.OpenSplit), nameof(OpeningTasks.FirstAnswer),
        nameof(ReadingTasks.ResolveIdsRandom), nameof(ReadingTasks.ResolveIdsSequential), nameof(ReadingTasks.NameOfId), nameof(ReadingTasks.ReadEverything),
        nameof(ReadingTasks.WalkChains), nameof(LayoutTasks.SizeOfAll), nameof(LayoutTasks.AlignOfAll), nameof(LayoutTasks.MemberPath),
        nameof(FindingTasks.FindByName), nameof(FindingTasks.FindByNameMissing), nameof(FindingTasks.BuildNameIndex), nameof(SearchingTasks.FindByRegex),
        nameof(DumpingTasks.DumpC), nameof(VerifyingTasks.Verify),
    ];

    /// <summary>Publishes both to a temporary folder and measures them.</summary>
    /// <exception cref="InvalidOperationException">A program could not be published or run. Warnings of the trimmer or of native AOT are errors.</exception>
    public static AotRow[] Run(PeerInput input)
    {
        string folder = Directory.CreateTempSubdirectory("btf-aot-").FullName;
        try
        {
            string jit = Publish(folder, "jit", aot: false);
            string aot = Publish(folder, "aot", aot: true);
            return [Start(input, folder, jit, aot), .. Loops(input, jit, aot)];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Publish(string folder, string name, bool aot)
    {
        string target = Path.Combine(folder, name);
        Console.Error.WriteLine($"Publishing {Host}, {name}");
        Output("dotnet", "publish", Path.Combine(Repository.Folder, Host), "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "--self-contained", aot ? "true" : "false",
            $"-p:PublishAot={aot}", "-warnaserror", "-o", target);
        return Path.Combine(target, Host);
    }

    private static AotRow Start(PeerInput input, string folder, string jit, string aot)
    {
        (string name, string member) = FirstQuestion.Choose(input.Btf);
        string path = input.Files.Kernel;
        string peer = Path.Combine(folder, "libbpf");
        bool hasPeer = NativePeer.LibbpfVersion is not null && NativePeer.TryCompileFirstAnswer(peer);
        var measurement = new Measurement(new PeerTask(ProgramRow, 1, () => 0));
        var jitTimes = new List<double>();
        for (int i = -1; i < Starts; i++)
        {
            double ofJit = Time(out string answer, jit, "first", path, name, member);
            double ofAot = Time(out string aotAnswer, aot, "first", path, name, member);
            string peerAnswer = answer;
            double ofPeer = hasPeer ? Time(out peerAnswer, peer, path, name, member) : 0;
            if (answer != aotAnswer || answer != peerAnswer)
            {
                throw new InvalidOperationException($"{ProgramRow}: the answers differ: {answer.Trim()}, {aotAnswer.Trim()}, {peerAnswer.Trim()}.");
            }

            // The first round only loads the programs into memory.
            if (i >= 0)
            {
                jitTimes.Add(ofJit);
                measurement.Add(Form.Ours, ofAot);
                if (hasPeer)
                {
                    measurement.Add(Form.Libbpf, ofPeer);
                }
            }
        }

        return new AotRow(ProgramRow, FormTimes.MedianOf(jitTimes), measurement.Ours.Median, measurement.OfLibbpf, null);
    }

    private static AotRow[] Loops(PeerInput input, string jit, string aot)
    {
        Console.Error.WriteLine("Measuring both");
        return [.. _loops.Select(name => Loop(name, input.Files.Kernel, jit, aot))];
    }

    // In turn, because a shared machine may be slow for minutes; each in a process of its own, as in the other measurements.
    private static AotRow Loop(string name, string path, string jit, string aot)
    {
        var ofJit = new List<double?[]>();
        var ofAot = new List<double?[]>();
        for (int round = 0; round < Rounds; round++)
        {
            ofJit.Add(Measure(jit, path, name));
            ofAot.Add(Measure(aot, path, name));
        }

        return new AotRow(name, Median(ofJit, 0)!.Value, Median(ofAot, 0)!.Value, Median(ofAot, 2), Median(ofAot, 3));
    }

    private static double? Median(List<double?[]> rounds, int cell) =>
        rounds[0][cell] is null ? null : FormTimes.MedianOf(rounds.Select(cells => cells[cell]!.Value));

    private static double?[] Measure(string program, string path, string name) =>
        [.. Output(program, "loops", path, name).TrimEnd('\n').Split('\t')[1..].Select(cell => cell.Length == 0 ? (double?)null : double.Parse(cell, CultureInfo.InvariantCulture))];

    private static double Time(out string answer, string program, params string[] arguments)
    {
        long start = Stopwatch.GetTimestamp();
        answer = Output(program, arguments);
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds;
    }

    private static string Output(string program, params string[] arguments)
    {
        ToolResult result = Tool.Run(program, arguments);
        return result.Succeeded ? result.Output : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {result.Error}{result.Output}");
    }
}
