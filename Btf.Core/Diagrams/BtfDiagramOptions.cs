namespace Btf.Core.Diagrams;

/// <summary>How a structure is drawn.</summary>
public sealed class BtfDiagramOptions
{
    private const int MaxDepth = 16;

    /// <summary>How many bytes a row shows: 8, 16 or 64, which is a cache line.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is none of these.</exception>
    public int BytesPerRow
    {
        get;
        init => field = value is 8 or 16 or 64 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A row shows 8, 16 or 64 bytes.");
    } = 64;

    /// <summary>How deep structures with names are opened: 1 shows the members of the type itself, 2 those of its members too. Nameless ones are always open.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1 or more than 16.</exception>
    public int Depth
    {
        get;
        init => field = value is >= 1 and <= MaxDepth ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "The depth is 1 to 16.");
    } = 1;
}
