using Btf.Core;

namespace Btf.Cli;

/// <summary>A member, or a run of bit-fields, in an order that closes holes.</summary>
/// <param name="Members">The member, or the bit-fields.</param>
/// <param name="Size">How many bytes it takes.</param>
/// <param name="Alignment">What its offset must be a multiple of.</param>
/// <param name="Offset">Its offset in the new order.</param>
internal sealed record PackedMember(IReadOnlyList<BtfMember> Members, long Size, long Alignment, long Offset = 0)
{
    /// <summary>Where it lies now.</summary>
    public long OldOffset => MemberPlace.Of(Members[0]).FirstBit / 8;
}
