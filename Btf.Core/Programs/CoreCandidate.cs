namespace Btf.Core.Programs;

/// <summary>A type of the target that a relocation was compared with.</summary>
/// <param name="Type">The type.</param>
/// <param name="IsMatch">Whether it has what is asked for; null where the comparison failed, or ended before it.</param>
/// <param name="Access">How far the access was followed, in the words of libbpf's log; empty where it was not compared.</param>
/// <param name="Reason">What it does not have; empty where it has all.</param>
public sealed record CoreCandidate(BtfType Type, bool? IsMatch, string Access, string Reason);
