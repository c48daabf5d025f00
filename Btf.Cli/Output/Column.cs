namespace Btf.Cli;

/// <summary>A column of a listing.</summary>
/// <param name="Heading">The heading, which a terminal shows.</param>
/// <param name="Width">The least width.</param>
/// <param name="IsNumber">Whether cells are aligned to the right.</param>
/// <param name="Colour">Returns the colour of a cell, as the number of an escape sequence; null for none.</param>
internal readonly record struct Column(string Heading, int Width, bool IsNumber = false, Func<string, string?>? Colour = null);
