namespace Btf.Explorer.Jobs;

/// <summary>What the verifier says about a source.</summary>
/// <param name="Rules">The kernel whose rules were applied.</param>
/// <param name="IsRefused">Whether the kernel would refuse the source.</param>
/// <param name="Findings">The broken rules, up to a limit.</param>
/// <param name="Count">The number of all findings.</param>
internal sealed record VerificationAnswer(string Rules, bool IsRefused, IReadOnlyList<FindingRow> Findings, int Count);

/// <summary>A broken rule.</summary>
/// <param name="Id">The type that breaks it; 0 if none does.</param>
/// <param name="Text">The line that <c>btf verify --all</c> writes.</param>
/// <param name="ByteOffset">Where it is in the data.</param>
internal sealed record FindingRow(uint Id, string Text, long ByteOffset);
