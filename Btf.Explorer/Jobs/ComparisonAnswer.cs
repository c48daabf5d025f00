namespace Btf.Explorer.Jobs;

/// <summary>What differs between two kernels.</summary>
/// <param name="Remarks">Remarks on the whole.</param>
/// <param name="Changes">The types that were added, removed or changed.</param>
internal sealed record ComparisonAnswer(IReadOnlyList<string> Remarks, IReadOnlyList<ChangeRow> Changes);

/// <summary>A type that differs.</summary>
/// <param name="Kind">Its kind, as a number of the format.</param>
/// <param name="Name">Its name.</param>
/// <param name="Change">What happened to it: <c>added</c>, <c>removed</c> or <c>changed</c>.</param>
/// <param name="OldId">Its id in the older kernel; 0 if it is not there.</param>
/// <param name="NewId">Its id in the newer kernel; 0 if it is not there.</param>
internal sealed record ChangeRow(int Kind, string Name, string Change, uint OldId, uint NewId);

/// <summary>The words for a change.</summary>
/// <param name="Index">Which change of the list.</param>
/// <param name="Summary">All differences in one line.</param>
/// <param name="Details">All differences, a line for each.</param>
/// <param name="Impact">What the change affects, in numbers.</param>
/// <param name="Affected">The functions, tracepoints and structures that it affects, by name.</param>
internal sealed record ChangeDetails(int Index, string Summary, IReadOnlyList<string> Details, string Impact, IReadOnlyList<string> Affected);
