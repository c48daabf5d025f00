namespace Btf.Core.Comparison;

/// <summary>A member and its place in the structure that is compared.</summary>
/// <param name="Prefix">The path to the structure that it is a member of, with a dot at the end; empty for the outermost one.</param>
/// <param name="Start">Where that structure starts, in bits.</param>
/// <param name="Member">The member.</param>
/// <param name="Owner">The index of the member that it is a part of.</param>
internal readonly record struct PlacedMember(string Prefix, long Start, FlatMember Member, int Owner)
{
    /// <summary>Where the member starts in the outermost structure, in bits.</summary>
    public long BitOffset => Start + Member.BitOffset;
}
