using System.Globalization;
using Btf.Text;
using Btf.Core;
using Btf.Core.Programs;

namespace Btf.Explorer.Jobs;

/// <summary>Resolves the CO-RE relocations of a BPF object against a kernel, and explains the results.</summary>
internal static class ProgramJob
{
    public static ProgramAnswer Run(BpfObjectFile program, BtfObject kernel)
    {
        var report = CoreReport.Create(program, new CoreResolver(kernel), explains: true);
        return new ProgramAnswer(report.Loads, [.. report.Findings.Select(RowOf)]);
    }

    private static RelocationRow RowOf(CoreFinding finding)
    {
        CoreResolution resolution = finding.Resolution;
        string value = finding.IsPoisoned ? string.Create(CultureInfo.InvariantCulture, $"{resolution.OldValue} → invalid instruction")
            : finding.Error.Length > 0 ? "no value"
            : string.Create(CultureInfo.InvariantCulture, $"{resolution.OldValue} → {resolution.NewValue}");
        string outcome = finding.Outcome == CoreOutcome.Absent && finding.IsPoisoned ? "absent (guarded)" : finding.Outcome.ToString().ToLowerInvariant();
        string[] reach = !finding.IsPoisoned ? []
            : finding.IsReachable ? ["The program can get to this instruction: the kernel refuses it. Ask bpf_core_field_exists() or its like before."]
            : ["The program never gets to this instruction: a check before it has a constant answer."];
        return new RelocationRow(
            SafeText.Of(finding.SectionName),
            finding.InstructionOffset,
            SafeText.Of(finding.Function),
            SafeText.Of(finding.Place),
            SafeText.Of(finding.Source),
            outcome,
            finding.Loads,
            SafeText.Of(finding.Text),
            value,
            SafeText.Of(finding.Error),
            [.. finding.Explanation.Concat(reach).Concat(finding.Warnings.Select(warning => $"Warning: {warning}")).Select(SafeText.Of)],
            resolution.Target.IsNone ? 0 : resolution.Target.Id);
    }
}
