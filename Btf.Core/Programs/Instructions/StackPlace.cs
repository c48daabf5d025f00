namespace Btf.Core.Programs;

/// <summary>A value that a function has stored in its stack.</summary>
/// <param name="Frame">The depth of the function that owns the stack: 0 for the program.</param>
/// <param name="Offset">The (negative) offset from the stack's end.</param>
/// <param name="Size">How many bytes.</param>
/// <param name="Value">The value.</param>
internal readonly record struct StackPlace(int Frame, int Offset, int Size, AbstractValue Value)
{
    /// <summary>Returns whether it is this place.</summary>
    public bool IsAt(int frame, int offset, int size) => Frame == frame && Offset == offset && Size == size;

    /// <summary>Returns whether it starts before an offset in a frame.</summary>
    public bool IsBefore(int frame, int offset) => Frame < frame || (Frame == frame && Offset < offset);
}
