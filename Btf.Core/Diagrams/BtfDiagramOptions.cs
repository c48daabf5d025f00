namespace Btf.Core.Diagrams;

/// <summary>How a structure is drawn.</summary>
public sealed class BtfDiagramOptions
{
    private const int MaxDepth = 16;

    /// <summary>The number of bytes in a row: 8, 16 or 64 (a cache line).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is none of these.</exception>
    public int BytesPerRow
    {
        get;
        init => field = value is 8 or 16 or 64 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A row shows 8, 16 or 64 bytes.");
    } = 64;

    /// <summary>
    /// The depth to which members are shown: 1 shows the members of the type itself, 2 also their members. Anonymous structures are always open and do not
    /// count.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1 or more than 16.</exception>
    public int Depth
    {
        get;
        init => field = value is >= 1 and <= MaxDepth ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "The depth is 1 to 16.");
    } = 1;

    /// <summary>
    /// Members that are open beyond <see cref="Depth"/>, each as its path from the type: <c>se.load</c>. The members that contain one of them are open as well. Paths of
    /// members that are no structure or union have no effect.
    /// </summary>
    /// <exception cref="ArgumentNullException">The value, or a path in it, is null.</exception>
    public IReadOnlyList<string> OpenMembers
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            foreach (string path in value)
            {
                ArgumentNullException.ThrowIfNull(path, nameof(value));
            }

            field = value;
        }
    } = [];
}
