using System.Numerics;

namespace Btf.Core;

/// <summary>A member and where it lies in a structure or union that it was looked for in. See <see cref="BtfComposite.FindMember(string)"/>.</summary>
/// <remarks>
/// It holds what it says; only its text is read from the data, and answers <see cref="ObjectDisposedException"/> after the object is disposed.
/// </remarks>
public readonly struct BtfMemberLocation : IEquatable<BtfMemberLocation>, IEqualityOperators<BtfMemberLocation, BtfMemberLocation, bool>
{
    internal BtfMemberLocation(BtfMember member, ulong containerBitOffset, int depth)
    {
        Member = member;
        Depth = depth;
        BitfieldSize = member.BitfieldSize;
        BitOffset = containerBitOffset + member.BitOffset;
    }

    /// <summary>The member. The composite that declares it may be an anonymous one inside the one that was searched.</summary>
    public BtfMember Member { get; }

    /// <summary>Where the member starts, in bits from the start of the composite that was searched.</summary>
    public ulong BitOffset { get; }

    /// <summary>The byte that holds the member's first bit, from the start of the composite that was searched.</summary>
    public ulong ByteOffset => BitOffset / 8;

    /// <summary>
    /// A bit-field's width in bits, also where an older compiler put it into the member's integer type; 0 for a member that is none.
    /// </summary>
    public int BitfieldSize { get; }

    /// <summary>The number of anonymous structures and unions that were looked through; 0 for a member of the composite itself.</summary>
    public int Depth { get; }

    /// <summary>Returns whether both are the same member at the same place.</summary>
    public static bool operator ==(BtfMemberLocation left, BtfMemberLocation right) => left.Equals(right);

    /// <summary>Returns whether they are not the same member at the same place.</summary>
    public static bool operator !=(BtfMemberLocation left, BtfMemberLocation right) => !left.Equals(right);

    /// <summary>Returns whether both are the same member at the same place. Reads no data.</summary>
    /// <param name="other">The other view.</param>
    public bool Equals(BtfMemberLocation other) => Member == other.Member && BitOffset == other.BitOffset && Depth == other.Depth;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is BtfMemberLocation other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Member, BitOffset);

    /// <inheritdoc cref="BtfMember.ToString"/>
    public override string ToString() => Member.ToString();
}
