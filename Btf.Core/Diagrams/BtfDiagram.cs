using System.Buffers;

namespace Btf.Core.Diagrams;

/// <summary>Draws where the members of a structure or union lie, as SVG and as text for terminals.</summary>
/// <remarks>
/// <para>
/// A picture has rows of bytes. It marks cache lines, hatches holes and padding, draws bit-fields to scale and the members of a union one below the other.
/// Members of a structure that overlap, as in Rust or in crafted files, also stand one below the other. Rows in the middle of one large member are left out.
/// </para>
/// <para>
/// A picture has at most 4096 cells and 4096 rows, and says what it leaves out. Long names are shortened; characters with a meaning to XML or a terminal are
/// escaped. The SVG has no scripts and loads nothing. A browser shows a cell's name, type, place and size when the pointer rests on it, and chooses colors for
/// the light or dark scheme.
/// </para>
/// </remarks>
public static class BtfDiagram
{
    /// <summary>Writes a picture as SVG.</summary>
    /// <param name="type">A structure or union, or a type that leads to one through typedefs and qualifiers.</param>
    /// <param name="destination">Takes the picture, in UTF-8.</param>
    /// <param name="options">How to draw it; null for the defaults.</param>
    /// <exception cref="InvalidOperationException">The type is not a structure or union.</exception>
    /// <exception cref="BtfFormatException">A type id or name offset on the way does not exist, or references form a loop.</exception>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    /// <example>
    /// <code>
    /// ArrayBufferWriter&lt;byte&gt; picture = new();
    /// BtfDiagram.WriteSvg(kernel.FindType("list_head"), picture);
    /// File.WriteAllBytes("list_head.svg", picture.WrittenSpan);
    /// </code>
    /// </example>
    public static void WriteSvg(BtfType type, IBufferWriter<byte> destination, BtfDiagramOptions? options = null) =>
        Write(destination, [Tree(type, options)], options, svg: true);

    /// <summary>Writes two versions of a structure or union side by side as SVG, with the same bytes at the same height, and marks the differences.</summary>
    /// <param name="oldType">The older version. It may come from another object, with another byte order and pointer size.</param>
    /// <param name="newType">The newer version.</param>
    /// <param name="destination">Takes the picture, in UTF-8.</param>
    /// <param name="options">How to draw it; null for the defaults.</param>
    /// <exception cref="InvalidOperationException">A type is not a structure or union.</exception>
    /// <exception cref="BtfFormatException">A type id or name offset on the way does not exist, or references form a loop.</exception>
    /// <exception cref="ObjectDisposedException">An object is disposed.</exception>
    public static void WriteSvgComparison(BtfType oldType, BtfType newType, IBufferWriter<byte> destination, BtfDiagramOptions? options = null) =>
        Write(destination, Compared(oldType, newType, options), options, svg: true);

    /// <summary>Writes a picture in Unicode characters for a terminal, and a list of the members below it.</summary>
    /// <param name="type">A structure or union, or a type that leads to one through typedefs and qualifiers.</param>
    /// <param name="destination">Takes the picture, in UTF-8.</param>
    /// <param name="options">How to draw it; null for the defaults.</param>
    /// <exception cref="InvalidOperationException">The type is not a structure or union.</exception>
    /// <exception cref="BtfFormatException">A type id or name offset on the way does not exist, or references form a loop.</exception>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public static void WriteText(BtfType type, IBufferWriter<byte> destination, BtfDiagramOptions? options = null) =>
        Write(destination, [Tree(type, options)], options, svg: false);

    /// <summary>Writes two versions of a structure or union side by side in Unicode characters, and a list of the differences below them.</summary>
    /// <param name="oldType">The older version. It may come from another object, with another byte order and pointer size.</param>
    /// <param name="newType">The newer version.</param>
    /// <param name="destination">Takes the picture, in UTF-8.</param>
    /// <param name="options">How to draw it; null for the defaults.</param>
    /// <exception cref="InvalidOperationException">A type is not a structure or union.</exception>
    /// <exception cref="BtfFormatException">A type id or name offset on the way does not exist, or references form a loop.</exception>
    /// <exception cref="ObjectDisposedException">An object is disposed.</exception>
    public static void WriteTextComparison(BtfType oldType, BtfType newType, IBufferWriter<byte> destination, BtfDiagramOptions? options = null) =>
        Write(destination, Compared(oldType, newType, options), options, svg: false);

    internal static DiagramTree Tree(BtfType type, BtfDiagramOptions? options) => DiagramTree.Of(type.Underlying, options ?? new());

    private static DiagramTree[] Compared(BtfType oldType, BtfType newType, BtfDiagramOptions? options)
    {
        DiagramTree[] trees = [Tree(oldType, options), Tree(newType, options)];
        DiagramChanges.Mark(trees[0], trees[1]);
        return trees;
    }

    private static void Write(IBufferWriter<byte> destination, DiagramTree[] trees, BtfDiagramOptions? options, bool svg)
    {
        ArgumentNullException.ThrowIfNull(destination);
        List<DiagramRow> rows = DiagramRows.Of(trees, (options ?? new()).BytesPerRow, out bool isCut);
        Utf8Writer output = new(destination);
        if (svg)
        {
            new SvgPicture(trees, rows, isCut, (options ?? new()).BytesPerRow).Write(ref output);
        }
        else
        {
            new TextPicture(trees, rows, isCut, (options ?? new()).BytesPerRow).Write(ref output);
        }

        // The types may be the caller's only references to their objects.
        GC.KeepAlive(trees);
        output.Flush();
    }
}
