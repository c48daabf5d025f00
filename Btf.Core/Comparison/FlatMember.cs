namespace Btf.Core.Comparison;

/// <summary>A member of a structure, or of an anonymous structure within it.</summary>
/// <param name="Name">The number of its name; 0 for none.</param>
/// <param name="BitOffset">Its offset in bits from the start of the structure.</param>
/// <param name="BitSize">The size of a bit-field in bits; 0 for other members.</param>
/// <param name="Type">The node of its type.</param>
internal readonly record struct FlatMember(int Name, long BitOffset, int BitSize, int Type);
