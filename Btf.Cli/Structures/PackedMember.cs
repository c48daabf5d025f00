namespace Btf.Cli;

/// <summary>A member, or a run of bit-fields, in an order that closes holes.</summary>
/// <param name="First">The index of the member, or of the first bit-field.</param>
/// <param name="Count">How many members it is; 0 for a nameless bit-field, of which the data tells only the gap.</param>
/// <param name="Size">How many bytes it takes.</param>
/// <param name="Alignment">What its offset must be a multiple of.</param>
/// <param name="OldOffset">Where it lies now.</param>
/// <param name="Offset">Its offset in the new order.</param>
internal readonly record struct PackedMember(int First, int Count, long Size, long Alignment, long OldOffset, long Offset = 0);
