namespace Btf.Core.Values;

/// <summary>A form in which values are written: what a <see cref="ValueWalk{TStyle}"/> calls on its way. What can fail answers false and leaves the error in the context.</summary>
internal interface IValueStyle
{
    /// <summary>Whether an array of characters ends at its first zero byte.</summary>
    static abstract bool EndsTextAtZero { get; }

    /// <summary>Whether of a union one member alone is written.</summary>
    static abstract bool WritesOneArm { get; }

    /// <summary>Whether a value has no place in this form.</summary>
    static abstract bool Omits(in ValueContext context, in ValueNode node);

    /// <summary>Whether a value that is zero is left out.</summary>
    static abstract bool SkipsZero(in ValueContext context, in ValueNode node);

    /// <summary>Whether an array of characters is written as a string, and how many of its bytes.</summary>
    /// <param name="context">The walk.</param>
    /// <param name="bytes">The array.</param>
    /// <param name="element">Its elements' type, an integer of one byte past typedefs and qualifiers.</param>
    /// <param name="length">How many bytes the string has.</param>
    static abstract bool IsString(in ValueContext context, ReadOnlySpan<byte> bytes, BtfType element, out int length);

    /// <summary>What comes before a value: indentation, its name, its type.</summary>
    static abstract bool Begin(ref ValueContext context, in ValueNode node);

    /// <summary>A number: an integer, a bit-field, or the number of an enumeration that has no name for it.</summary>
    static abstract bool Integer(ref ValueContext context, in ValueNode node, in ValueScalar scalar);

    /// <summary>A value that an enumeration names.</summary>
    static abstract bool Enumerator(ref ValueContext context, in ValueNode node, in ValueScalar scalar, ReadOnlySpan<byte> name);

    /// <summary>A floating-point number; the data starts with it.</summary>
    static abstract bool Float(ref ValueContext context, in ValueNode node, ReadOnlySpan<byte> data);

    /// <summary>A pointer.</summary>
    static abstract bool Pointer(ref ValueContext context, in ValueNode node, ulong address);

    /// <summary>An array of characters as a string.</summary>
    static abstract bool String(ref ValueContext context, in ValueNode node, ReadOnlySpan<byte> text);

    /// <summary>The start of what has parts. The frame is not on the stack yet.</summary>
    static abstract bool Open(ref ValueContext context, in ValueNode node, ref ValueFrame frame);

    /// <summary>The end of what has parts. The frame is not on the stack any more.</summary>
    static abstract void Close(ref ValueContext context, in ValueFrame frame);
}
