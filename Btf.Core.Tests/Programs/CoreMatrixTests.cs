using System.Text.RegularExpressions;
using Btf.Core.Programs;
using Btf.Testing;
using NUnit.Framework;

namespace Btf.Core.Tests;

public sealed partial class CoreMatrixTests
{
    private static readonly string[] Kernels = ["amd64-5.10.0-32", "amd64-6.12.107", "amd64-7.3.4", "arm64-6.12.107", "armel-6.12.107"];

    [TestCase("clang14", "core_read-el")]
    [TestCase("clang14", "core_types-el")]
    [TestCase("clang21", "core_read-el")]
    [TestCase("clang21", "core_types-el")]
    public void What_libbpf_finds_no_target_for_is_absent_or_poisoned_and_nothing_else(string compiler, string program)
    {
        using BpfObjectFile file = BpfObjectFile.Open(Corpus.PathOf($"objects/{compiler}/{program}.bpf.o"));
        var matrix = new CoreMatrix([file]);
        CoreSubject[] relocations = [.. matrix.Subjects.Where(subject => subject.Kind == CoreSubjectKind.Relocation)];
        foreach (string name in Kernels)
        {
            string folder = Directory.GetDirectories(Corpus.PathOf("kernels")).Select(path => Path.GetFileName(path)).Single(path => path == name || path.StartsWith(name + "+", StringComparison.Ordinal));
            using var kernel = new BtfCollection(BtfObject.FromMemory(Corpus.ReadBtf($"kernels/{folder}/vmlinux.btf")));

            CoreMatrixColumn column = matrix.Judge(name, kernel);

            string[] expected = [.. Missing(SharedData.PathOf($"corpus/core/{compiler}_{program}@{name}.relo.txt"))];
            string[] found = [.. relocations.Select((subject, i) => (subject, column.Cells[i].Outcome))
                .Where(pair => pair.Outcome is CoreOutcome.Absent or CoreOutcome.Poisoned).Select(pair => Kind().Match(pair.subject.Text).Value)];
            Assert.That(found, Is.EqualTo(expected), name);
            Assert.That(column.Cells.Take(relocations.Length), Has.None.Matches<CoreMatrixCell>(cell => cell.Outcome is CoreOutcome.Malformed or CoreOutcome.Ambiguous));
        }
    }

    [Test]
    public void A_column_says_the_same_as_the_report_on_the_object()
    {
        using CoreRunOnFile run = new("objects/clang21/core_read-el.bpf.o", "kernels/amd64-6.12.107+deb13/vmlinux.btf");
        using BtfObject again = BtfObject.FromMemory(Corpus.ReadBtf("kernels/amd64-6.12.107+deb13/vmlinux.btf"));
        using var kernel = new BtfCollection(again, leaveOpen: true);
        var matrix = new CoreMatrix([run.Program]);

        CoreMatrixColumn column = matrix.Judge("6.12", kernel);

        Assert.That(column.Cells.Take(run.Report.Findings.Length).Select(cell => cell.Outcome), Is.EqualTo(run.Report.Findings.Select(finding => finding.Outcome)));
        CoreSubject[] hooks = [.. matrix.Subjects.Skip(run.Report.Findings.Length)];
        Assert.That(hooks.Select(hook => (hook.Kind, hook.Text)), Is.EqualTo(((CoreSubjectKind, string)[])
        [
            (CoreSubjectKind.Function, "kprobe/a"), (CoreSubjectKind.Function, "kprobe/b"), (CoreSubjectKind.Function, "kprobe/c"), (CoreSubjectKind.Function, "kprobe/d"), (CoreSubjectKind.Tracepoint, "tp_btf/x"),
        ]));
        Assert.That(column.Cells.Skip(run.Report.Findings.Length).Select(cell => cell.Outcome), Is.EqualTo((CoreOutcome[])[CoreOutcome.Absent, CoreOutcome.Absent, CoreOutcome.Absent, CoreOutcome.Absent, CoreOutcome.Missing]));
        Assert.That(column.AsksModules, Is.True);
    }

    [Test]
    public void Hooks_and_kernel_functions_are_found_by_the_sections_of_a_compiled_object()
    {
        using TemporaryFolder folder = new();
        string path = CompiledHooks.Compile(folder);
        using BpfObjectFile file = BpfObjectFile.Open(path);
        using var kernel = new BtfCollection(BtfObject.FromMemory(Corpus.ReadBtf("kernels/amd64-6.12.107+deb13/vmlinux.btf")));
        var matrix = new CoreMatrix([file]);

        CoreMatrixColumn column = matrix.Judge("6.12", kernel);

        string[] found = [.. matrix.Subjects.Zip(column.Cells).Select(pair => $"{pair.First.Kind} {pair.First.Text}: {pair.Second.Outcome} {pair.Second.Detail}")];
        Assert.That(found, Is.EquivalentTo(CompiledHooks.Expected));
    }

    private static IEnumerable<string> Missing(string log)
    {
        string kind = "";
        foreach (string line in File.ReadLines(log))
        {
            if (Local().Match(line) is { Success: true } match)
            {
                kind = match.Groups[1].Value;
            }
            else if (line.Contains("no matching targets found", StringComparison.Ordinal))
            {
                yield return kind;
            }
        }
    }

    [GeneratedRegex(@"relo #\d+: (<\w+>) ")]
    private static partial Regex Local();

    [GeneratedRegex(@"^<\w+>")]
    private static partial Regex Kind();
}
