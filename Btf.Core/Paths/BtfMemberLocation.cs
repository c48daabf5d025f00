using System.Numerics;

namespace Btf.Core;

/// <summary>A member, and its place in the structure or union that was searched. See <see cref="BtfComposite.FindMember(string)"/>.</summary>
/// <remarks>
/// Its numbers stay valid after the object is disposed; only its text is read from the data, and then throws <see cref="ObjectDisposedException"/>.
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

    /// <summary>The member. An anonymous structure or union inside the searched one may declare it.</summary>
    public BtfMember Member { get; }

    /// <summary>The member's first bit, from the start of the searched structure or union.</summary>
    public ulong BitOffset { get; }

    /// <summary>The byte of the member's first bit, from the start of the searched structure or union.</summary>
    public ulong ByteOffset => BitOffset / 8;

    /// <summary>
    /// A bit-field's width in bits, even if an older compiler stored it in the member's integer type; 0 for other members.
    /// </summary>
    public int BitfieldSize { get; }

    /// <summary>The number of anonymous structures and unions around the member; 0 for a member of the searched structure or union itself.</summary>
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
