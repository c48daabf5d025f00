namespace Btf.Core.Programs;

/// <summary>One step of an access: a named member, or an index into an array.</summary>
/// <param name="Type">The structure or union that has the member; for an index, the element's type.</param>
/// <param name="Index">The index of the member or of the element.</param>
/// <param name="IsNamed">Whether the step is a member.</param>
internal readonly record struct CoreAccessor(BtfType Type, int Index, bool IsNamed);
