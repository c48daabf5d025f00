namespace Btf.Core.Programs;

/// <summary>Where the candidates of a local type lie in the table of all.</summary>
/// <param name="Start">The first one.</param>
/// <param name="Count">How many there are.</param>
/// <param name="IsComplete">Whether nothing is left to search.</param>
/// <param name="IsElected">Whether the list was cut down to the best, where the rules choose those first.</param>
internal readonly record struct CandidateRange(int Start, int Count, bool IsComplete, bool IsElected = false);
