namespace Btf.Core;

/// <summary>Where the types and the strings lie, in bytes from the start of the data. Both lie inside it.</summary>
internal readonly record struct VerifierSections(int TypeStart, int TypeLength, int StringStart, int StringLength);
