namespace Btf.Cli;

/// <summary>A member, or a run of bit-fields, in an order that closes holes.</summary>
/// <param name="First">The index of the member, or of the first bit-field.</param>
/// <param name="Count">The number of members; 0 for a nameless bit-field, for which the data has only a gap.</param>
/// <param name="Size">How many bytes it takes.</param>
/// <param name="Alignment">Its alignment in bytes: its offset must be a multiple of it.</param>
/// <param name="OldOffset">Its present offset.</param>
/// <param name="Offset">Its offset in the new order.</param>
internal readonly record struct PackedMember(int First, int Count, long Size, long Alignment, long OldOffset, long Offset = 0);
