namespace Btf.Cli;

/// <summary>A member or enumerator in one file.</summary>
/// <param name="Text">A member's place in bytes, with the bit after a colon where it is not at a whole byte; an enumerator's value.</param>
/// <param name="Type">Its type as C writes it; empty for an enumerator.</param>
internal sealed record HistoryCell(string Text, string Type);
