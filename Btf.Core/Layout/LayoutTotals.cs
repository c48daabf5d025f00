namespace Btf.Core;

/// <summary>The totals of a structure's members and gaps.</summary>
internal struct LayoutTotals
{
    public ulong MemberBytes;
    public ulong BitfieldBits;
    public int Holes;
    public ulong HoleBytes;
    public int BitHoles;
    public ulong BitHoleBits;
    public int Paddings;
    public ulong PaddingBytes;

    public void Add(LayoutMember place)
    {
        MemberBytes += place.Bits == 0 ? place.Size : 0;
        BitfieldBits += (uint)place.Bits;
    }

    public void Add(LayoutGap gap)
    {
        if (gap.Bits > 0)
        {
            BitHoles++;
            BitHoleBits += (ulong)gap.Bits;
        }

        if (gap.Bytes > 0)
        {
            Holes++;
            HoleBytes += (ulong)gap.Bytes;
        }
    }

    /// <summary>Adds the padding at the end of a member's own structure.</summary>
    public void AddPadding(ulong bytes)
    {
        if (bytes > 0)
        {
            Paddings++;
            PaddingBytes += bytes;
        }
    }
}
