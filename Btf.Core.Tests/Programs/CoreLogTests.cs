using System.Globalization;
using System.Text.RegularExpressions;
using Btf.Core.Extensions;
using Btf.Core.Programs;
using Btf.Testing;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Compares objects and kernels of the corpus with each line of libbpf's logs about candidates and patched instructions.</summary>
public sealed partial class CoreLogTests
{
    private static IEnumerable<TestCaseData> Resolutions() => Logs("*.relo.txt");

    private static IEnumerable<TestCaseData> Patches() => Logs("*.patched.txt");

    [TestCaseSource(nameof(Resolutions))]
    public void Each_candidate_is_judged_as_in_the_log_of_libbpf(string log)
    {
        using var run = new CoreRun(log);
        List<string> found = [];
        foreach (BtfCoreRelocation relocation in run.Program.CoreRelocations)
        {
            _ = run.Resolver.Resolve(relocation);
            found.AddRange(run.Log.Lines());
        }

        Assert.That(found, Is.EqualTo(Expected(log)));
        Assert.That(found, Is.Not.Empty);
    }

    [TestCaseSource(nameof(Patches))]
    public void Each_instruction_is_patched_as_in_the_log_of_libbpf(string log)
    {
        using var run = new CoreRun(log);
        string[] expected = [.. File.ReadLines(SharedData.PathOf($"corpus/core/{log}")).Select(Patch).Where(line => line.Length > 0)];
        List<string> found = [];
        foreach (BtfCoreRelocation relocation in run.Program.CoreRelocations)
        {
            byte[] code = run.SectionOf(relocation);
            CoreResolution resolution = run.Resolver.Resolve(relocation);
            int at = (int)relocation.InstructionOffset;
            bool isWide = code[at] == 0x18;
            string form = isWide ? "LDIMM64" : (code[at] & 7) is 4 or 7 ? "ALU/ALU64" : "LDX/ST/STX";
            long before = Value(code, at, form);

            Assert.That(resolution.TryApply(code, out bool isPoisoned, out CoreError error), Is.True, error.Message);
            if (isPoisoned)
            {
                found.Add("substituting");
                found.AddRange(isWide ? ["substituting"] : Array.Empty<string>());
            }
            else
            {
                found.Add(string.Create(CultureInfo.InvariantCulture, $"({form}) {before} -> {Value(code, at, form)}"));
            }
        }

        Assert.That(found, Is.EqualTo(expected));
        Assert.That(found, Is.Not.Empty);
    }

    private static long Value(byte[] code, int at, string form) => form switch
    {
        "LDIMM64" => (long)(BitConverter.ToUInt32(code, at + 4) | ((ulong)BitConverter.ToUInt32(code, at + 12) << 32)),
        "LDX/ST/STX" => BitConverter.ToInt16(code, at + 2),
        _ => BitConverter.ToInt32(code, at + 4),
    };

    private static string Patch(string line)
    {
        if (line.Contains("substituting insn", StringComparison.Ordinal))
        {
            return "substituting";
        }

        Match match = Patched().Match(line);
        return match.Success ? $"({match.Groups[1].Value}) {match.Groups[2].Value} -> {match.Groups[3].Value}" : "";
    }

    private static string[] Expected(string log) =>
    [
        .. File.ReadLines(SharedData.PathOf($"corpus/core/{log}")).Select(line => Judged().Match(line)).Where(match => match.Success)
            .Select(match => match.Groups[1].Value.StartsWith("non-matching", StringComparison.Ordinal) && match.Value.Contains("<enumval", StringComparison.Ordinal)
                ? match.Groups[1].Value[..match.Groups[1].Value.IndexOf("::", StringComparison.Ordinal)]
                : match.Groups[1].Value),
    ];

    private static IEnumerable<TestCaseData> Logs(string pattern) =>
        SharedData.Cases<string>(SharedData.Folder is { } folder
            ? [.. Directory.GetFiles(Path.Combine(folder, "corpus", "core"), pattern).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)]
            : []);

    [GeneratedRegex(@"relo #\d+: ((<|matching|non-matching|no matching).*)$")]
    private static partial Regex Judged();

    [GeneratedRegex(@"patched insn #\d+ \(([^)]*)\) (?:imm64|imm|off) (-?\d+) -> (-?\d+)")]
    private static partial Regex Patched();
}
