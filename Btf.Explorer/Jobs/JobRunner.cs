using System.Text.Json;
using Btf.Core;
using Btf.Core.Programs;
using Btf.Explorer.Texts;

namespace Btf.Explorer.Jobs;

/// <summary>Does the work that may take long. It runs in the worker, or on the page for small sources.</summary>
/// <param name="find">Returns the object of a slot.</param>
/// <param name="findProgram">Returns the BPF object file of a slot; null if the source is none.</param>
/// <param name="tell">Takes a text about the work in progress.</param>
internal sealed class JobRunner(Func<int, BtfObject> find, Func<int, BpfObjectFile?> findProgram, Action<string> tell)
{
    private ComparisonJob? _comparison;
    private ReferencesJob? _references;

    /// <summary>Does a job.</summary>
    /// <param name="job">Its name.</param>
    /// <param name="arguments">What it is about, as JSON.</param>
    /// <returns>The answer, as JSON; a picture as SVG.</returns>
    public string Run(string job, string arguments)
    {
        JobArguments given = JsonSerializer.Deserialize(arguments, ExplorerJson.Default.JobArguments)!;
        switch (job)
        {
            case JobNames.References:
                return JsonSerializer.Serialize(ReferencesOf(given).Answer, ExplorerJson.Default.ReferencesAnswer);
            case JobNames.ReferenceRows:
                return JsonSerializer.Serialize(ReferencesOf(given).Rows(given.Word, given.Indexes![0], given.Indexes[1]), ExplorerJson.Default.ReferenceRowArray);
            case JobNames.Picture:
                PictureArguments how = given.Picture!;
                return how.OtherId == 0
                    ? TypeTexts.Svg(find(given.Slot)[given.Id], how)
                    : TypeTexts.Svg(find(given.Slot)[given.Id], find(given.Other)[how.OtherId], how);
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
                return JsonSerializer.Serialize(_comparison?.Describe(given.Indexes ?? [], all: given.Word.Length > 0) ?? [], ExplorerJson.Default.ChangeDetailsArray);
            default:
                throw new InvalidOperationException($"No job is named '{job}'.");
        }
    }

    /// <summary>Drops the answers that are kept for an object: it is closed.</summary>
    public void Forget(BtfObject closed)
    {
        _comparison = _comparison?.IsOf(closed) == true ? null : _comparison;
        _references = _references?.Type.Object == closed ? null : _references;
    }

    /// <summary>Finds who refers to a type, unless that was the last question.</summary>
    private ReferencesJob ReferencesOf(JobArguments given)
    {
        BtfObject btf = find(given.Slot);
        BtfType type = btf[given.Id];
        return _references is { } last && last.Type == type ? last : _references = new ReferencesJob(btf, type);
    }
}
