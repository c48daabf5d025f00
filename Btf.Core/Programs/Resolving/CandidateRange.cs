namespace Btf.Core.Programs;

/// <summary>The candidates of one local type in the <see cref="CandidateTable"/>.</summary>
/// <param name="Start">The index of the first one.</param>
/// <param name="Count">How many there are.</param>
/// <param name="IsComplete">Whether all objects were searched, including modules.</param>
/// <param name="IsElected">Whether the list was cut down to the best candidates, as cilium's rules do first.</param>
internal readonly record struct CandidateRange(int Start, int Count, bool IsComplete, bool IsElected = false);
