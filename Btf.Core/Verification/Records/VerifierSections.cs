namespace Btf.Core;

/// <summary>The places of the types and the strings, in bytes from the start of the data. Both lie inside it.</summary>
internal readonly record struct VerifierSections(int TypeStart, int TypeLength, int StringStart, int StringLength);
