namespace Btf.Explorer.Texts;

/// <summary>How a picture is drawn.</summary>
/// <param name="Row">How many bytes a row shows.</param>
/// <param name="Depth">How deep members are unfolded.</param>
/// <param name="Open">The paths of further members that are unfolded.</param>
/// <param name="OtherId">The newer version, which is in the other source; 0 for a picture of one type.</param>
internal sealed record PictureArguments(int Row, int Depth, IReadOnlyList<string> Open, uint OtherId = 0);
