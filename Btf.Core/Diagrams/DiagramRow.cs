namespace Btf.Core.Diagrams;

/// <summary>A row of a picture.</summary>
/// <param name="Start">Its first byte.</param>
/// <param name="Lines">How many lines it has.</param>
/// <param name="Skipped">How many rows are left out from here on; 0 for a row that is drawn.</param>
internal readonly record struct DiagramRow(ulong Start, int Lines, ulong Skipped);
