namespace Btf.Explorer.Texts;

/// <summary>A piece of C text.</summary>
/// <param name="Text">The text.</param>
/// <param name="Part">What it is.</param>
/// <param name="Target">The target of a link; null if there is none.</param>
internal readonly record struct CodeSegment(string Text, CodePart Part, string? Target = null);
