namespace Btf.Core;

/// <summary>The layout of a structure or union: members in the order of their offsets, holes, padding, and totals.</summary>
/// <remarks>
/// It is computed once, in time linear in the number of members, and keeps one entry for each member and each gap. It has the same holes as
/// <see cref="BtfDump.WriteLayout(BtfType, System.Buffers.IBufferWriter{byte})"/>, by the rules of pahole.
/// It does not look into members that are structures: each has a layout of its own.
/// </remarks>
public sealed class BtfLayout
{
    /// <summary>The size of a cache line in bytes.</summary>
    internal const int CacheLineSize = 64;

    private readonly BtfLayoutEntry[] _entries;
    private readonly LayoutTotals _totals;

    private BtfLayout(BtfComposite composite, BtfLayoutEntry[] entries, in LayoutTotals totals)
    {
        Composite = composite;
        Size = composite.Size;
        _entries = entries;
        _totals = totals;
        foreach (ref readonly BtfLayoutEntry entry in entries.AsSpan())
        {
            HasOverlaps |= entry.Overlaps;
            Padding += entry.Part == BtfLayoutPart.Padding ? entry.BitSize / 8 : 0;
            BitPadding += entry.Part == BtfLayoutPart.BitPadding ? entry.BitSize : 0;
        }
    }

    /// <summary>The structure or union.</summary>
    public BtfComposite Composite { get; }

    /// <summary>The size of the structure or union in bytes.</summary>
    public uint Size { get; }

    /// <summary>Whether the offsets of the members show that it is packed. See <see cref="BtfType.Alignment"/>. Each use reads the members again.</summary>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public bool IsPacked => LayoutPacking.IsPacked(Composite.AsType());

    /// <summary>Members and gaps in the order of their offsets. Members at the same offset are in the order of declaration.</summary>
    public IReadOnlyList<BtfLayoutEntry> Entries => _entries;

    /// <summary>Whether members of the structure overlap.</summary>
    public bool HasOverlaps { get; }

    /// <summary>The number of cache lines that it takes if it starts at a cache line.</summary>
    public int CacheLines => (int)(((ulong)Size + CacheLineSize - 1) / CacheLineSize);

    /// <summary>The number of holes of whole bytes between members.</summary>
    public int Holes => _totals.Holes;

    /// <summary>The total size of the holes in bytes.</summary>
    public ulong HoleBytes => _totals.HoleBytes;

    /// <summary>The number of holes of single bits between members.</summary>
    public int BitHoles => _totals.BitHoles;

    /// <summary>The total size of these holes in bits.</summary>
    public ulong BitHoleBits => _totals.BitHoleBits;

    /// <summary>The number of free bytes at the end.</summary>
    public ulong Padding { get; }

    /// <summary>The number of free bits after the last bit-field, in its storage.</summary>
    internal ulong BitPadding { get; }

    /// <summary>Computes a layout.</summary>
    /// <param name="type">A structure or union, or a type that leads to one by typedefs and qualifiers.</param>
    /// <exception cref="InvalidOperationException">The type is not a structure or union.</exception>
    /// <exception cref="BtfFormatException">A type id on the way does not exist, or references form a loop.</exception>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    /// <example>
    /// <code>
    /// BtfLayout layout = BtfLayout.Of(kernel.FindType("task_struct"));
    /// Console.WriteLine($"{layout.Holes} holes of {layout.HoleBytes} bytes, {layout.CacheLines} cache lines");
    /// </code>
    /// </example>
    public static BtfLayout Of(BtfType type)
    {
        BtfComposite composite = type.Underlying.AsComposite();
        return new LayoutBuilder(composite).Build();
    }

    internal static BtfLayout Create(BtfComposite composite, BtfLayoutEntry[] entries, in LayoutTotals totals) => new(composite, entries, totals);
}
