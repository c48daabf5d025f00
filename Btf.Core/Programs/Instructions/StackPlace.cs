namespace Btf.Core.Programs;

/// <summary>A value that a function has stored in its stack.</summary>
/// <param name="Frame">The depth of the function that owns the stack: 0 for the program.</param>
/// <param name="Offset">The (negative) offset from the stack's end.</param>
/// <param name="Size">How many bytes.</param>
/// <param name="Value">The value.</param>
internal readonly record struct StackPlace(int Frame, int Offset, int Size, AbstractValue Value);
