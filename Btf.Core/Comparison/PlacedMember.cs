namespace Btf.Core.Comparison;

/// <summary>A member and its place in the compared structure.</summary>
/// <param name="Prefix">The path to the structure that declares it, with a dot at the end; empty for the outermost structure.</param>
/// <param name="Start">The start of that structure, in bits.</param>
/// <param name="Member">The member.</param>
/// <param name="Owner">The index of the outermost structure's member that contains it.</param>
internal readonly record struct PlacedMember(string Prefix, long Start, FlatMember Member, int Owner)
{
    /// <summary>The start of the member in the outermost structure, in bits.</summary>
    public long BitOffset => Start + Member.BitOffset;
}
