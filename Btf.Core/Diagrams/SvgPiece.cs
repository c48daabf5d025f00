namespace Btf.Core.Diagrams;

/// <summary>The rectangle of a cell in a row, in pixels.</summary>
internal readonly record struct SvgPiece(double X, int Y, double Width, int Height);
