namespace Btf.Cli;

/// <summary>A member or enumerator in one file.</summary>
/// <param name="Text">Its place in bytes, with bits behind a colon where it is none of whole bytes; of an enumerator, its value.</param>
/// <param name="Type">Its type in the words of C; empty for an enumerator.</param>
internal sealed record HistoryCell(string Text, string Type);
