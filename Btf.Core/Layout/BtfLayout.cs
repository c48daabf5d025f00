namespace Btf.Core;

/// <summary>Where everything in a structure or union lies: members by place, holes, padding, and what they sum up to.</summary>
/// <remarks>
/// It is computed once, in time linear in the number of members, and keeps one entry for each of them and each gap. Holes are those that
/// <see cref="BtfDump.WriteLayout(BtfType, System.Buffers.IBufferWriter{byte})"/> shows, after the rules of pahole.
/// Members that are structures are not looked into: each has a layout of its own.
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
        IsPacked = LayoutPacking.IsPacked(composite.AsType());
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

    /// <summary>Its size in bytes.</summary>
    public uint Size { get; }

    /// <summary>Whether the places of its members say that it is packed. See <see cref="BtfType.Alignment"/>.</summary>
    public bool IsPacked { get; }

    /// <summary>Members and gaps by place; members at the same place as they are declared.</summary>
    public IReadOnlyList<BtfLayoutEntry> Entries => _entries;

    /// <summary>Whether members of a structure overlap.</summary>
    public bool HasOverlaps { get; }

    /// <summary>How many cache lines it takes if it starts at the start of one.</summary>
    public int CacheLines => (int)(((ulong)Size + CacheLineSize - 1) / CacheLineSize);

    /// <summary>How many holes of whole bytes there are between members.</summary>
    public int Holes => _totals.Holes;

    /// <summary>How many bytes all holes have.</summary>
    public ulong HoleBytes => _totals.HoleBytes;

    /// <summary>How many holes of single bits there are between members.</summary>
    public int BitHoles => _totals.BitHoles;

    /// <summary>How many bits these have.</summary>
    public ulong BitHoleBits => _totals.BitHoleBits;

    /// <summary>How many bytes are free at the end.</summary>
    public ulong Padding { get; }

    /// <summary>How many bits are free behind the last bit-field, in its storage.</summary>
    internal ulong BitPadding { get; }

    /// <summary>How many bytes the members have that are no bit-fields.</summary>
    internal ulong MemberBytes => _totals.MemberBytes;

    /// <summary>How many bits the bit-fields have.</summary>
    internal ulong BitfieldBits => _totals.BitfieldBits;

    /// <summary>How many members are structures that leave bytes at their own end.</summary>
    internal int InnerPaddings => _totals.Paddings;

    /// <summary>How many bytes these leave.</summary>
    internal ulong InnerPaddingBytes => _totals.PaddingBytes;

    /// <summary>Computes a layout.</summary>
    /// <param name="type">A structure or union, or a type that leads to one by typedefs and qualifiers.</param>
    /// <exception cref="InvalidOperationException">The type is no structure or union.</exception>
    /// <exception cref="BtfFormatException">A type id on the way does not exist, or references form a loop.</exception>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public static BtfLayout Of(BtfType type)
    {
        BtfComposite composite = type.Underlying.AsComposite();
        return new LayoutBuilder(composite).Build();
    }

    internal static BtfLayout Create(BtfComposite composite, BtfLayoutEntry[] entries, in LayoutTotals totals) => new(composite, entries, totals);
}
