namespace Btf.Explorer.Views;

/// <summary>A way to go on with a path.</summary>
/// <param name="Text">The member's or type's name.</param>
/// <param name="Path">The path with it.</param>
/// <param name="Note">Where the member lies, and its type.</param>
internal sealed record PathSuggestion(string Text, string Path, string Note);
