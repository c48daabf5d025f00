namespace Btf.Explorer.Jobs;

/// <summary>A declaration tag.</summary>
/// <param name="Tag">Its text.</param>
/// <param name="Of">The member or parameter that has it; empty if the type itself does.</param>
internal sealed record TagRow(string Tag, string Of);
