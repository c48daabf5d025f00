namespace Btf.Core.Programs;

/// <summary>A value that a function has stored in its stack.</summary>
/// <param name="Frame">Whose stack: 0 is the program's.</param>
/// <param name="Offset">Where, from the stack's end.</param>
/// <param name="Size">How many bytes.</param>
/// <param name="Value">The value.</param>
internal readonly record struct StackPlace(int Frame, int Offset, int Size, AbstractValue Value);
