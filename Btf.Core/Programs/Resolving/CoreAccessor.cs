namespace Btf.Core.Programs;

/// <summary>One step of an access: a member that has a name, or an index into an array.</summary>
/// <param name="Type">The structure or union that has the member; of an index, the type of the element.</param>
/// <param name="Index">The member's place, or the index.</param>
/// <param name="IsNamed">Whether it is a member.</param>
internal readonly record struct CoreAccessor(BtfType Type, int Index, bool IsNamed);
