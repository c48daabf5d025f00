namespace Btf.Core;

/// <summary>What the last lines of a layout sum up.</summary>
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
}
