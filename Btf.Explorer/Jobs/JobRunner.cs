using System.Text.Json;
using Btf.Core;
using Btf.Core.Programs;

namespace Btf.Explorer.Jobs;

/// <summary>Does the work that may take long. It runs in the worker, or on the page for small sources.</summary>
/// <param name="find">Returns the object of a slot.</param>
/// <param name="findProgram">Returns the BPF object file of a slot; null if the source is none.</param>
/// <param name="tell">Takes a text about the work in progress.</param>
internal sealed class JobRunner(Func<int, BtfObject> find, Func<int, BpfObjectFile?> findProgram, Action<string> tell)
{
    private ComparisonJob? _comparison;

    /// <summary>Does a job.</summary>
    /// <param name="job">Its name.</param>
    /// <param name="arguments">What it is about, as JSON.</param>
    /// <returns>The answer, as JSON.</returns>
    public string Run(string job, string arguments)
    {
        JobArguments given = JsonSerializer.Deserialize(arguments, ExplorerJson.Default.JobArguments)!;
        switch (job)
        {
            case JobNames.References:
                BtfObject btf = find(given.Slot);
                return JsonSerializer.Serialize(ReferencesJob.Run(btf, btf[given.Id]), ExplorerJson.Default.ReferencesAnswer);
            case JobNames.Statistics:
                return JsonSerializer.Serialize(StatisticsJob.Run(find(given.Slot)), ExplorerJson.Default.StatisticsAnswer);
            case JobNames.Verification:
                return JsonSerializer.Serialize(VerificationJob.Run(find(given.Slot), findProgram(given.Slot), given.Word), ExplorerJson.Default.VerificationAnswer);
            case JobNames.Program:
                return JsonSerializer.Serialize(ProgramJob.Run(findProgram(given.Slot)!, find(given.Other)), ExplorerJson.Default.ProgramAnswer);
            case JobNames.Comparison:
                _comparison = null;
                _comparison = new ComparisonJob(find(given.Slot), find(given.Other), tell);
                return JsonSerializer.Serialize(_comparison.Answer, ExplorerJson.Default.ComparisonAnswer);
            case JobNames.Changes:
                return JsonSerializer.Serialize(_comparison!.Describe(given.Indexes ?? [], all: given.Word.Length > 0), ExplorerJson.Default.ChangeDetailsArray);
            default:
                throw new InvalidOperationException($"No job is named '{job}'.");
        }
    }
}
