namespace Btf.Core.Values;

/// <summary>
/// A form in which values are written. A <see cref="ValueWalk{TStyle}"/> calls it for each part. Methods that fail return false and leave the error in the
/// context.
/// </summary>
internal interface IValueStyle
{
    /// <summary>Whether an array of characters ends at its first zero byte.</summary>
    static abstract bool EndsTextAtZero { get; }

    /// <summary>Whether only one member of a union is written.</summary>
    static abstract bool WritesOneArm { get; }

    /// <summary>Returns whether this form cannot express a value.</summary>
    static abstract bool Omits(in ValueContext context, in ValueNode node);

    /// <summary>Returns whether a value that is zero is left out.</summary>
    static abstract bool SkipsZero(in ValueContext context, in ValueNode node);

    /// <summary>Returns whether an array of characters is written as a string, and how many of its bytes.</summary>
    /// <param name="context">The walk.</param>
    /// <param name="bytes">The array.</param>
    /// <param name="element">The type of its elements, a one-byte integer, after typedefs and qualifiers are skipped.</param>
    /// <param name="length">The length of the string in bytes.</param>
    static abstract bool IsString(in ValueContext context, ReadOnlySpan<byte> bytes, BtfType element, out int length);

    /// <summary>Writes what comes before a value: indentation, name, type.</summary>
    static abstract bool Begin(ref ValueContext context, in ValueNode node);

    /// <summary>Writes an integer, a bit-field, or a number for which its enumeration has no name.</summary>
    static abstract bool Integer(ref ValueContext context, in ValueNode node, in ValueScalar scalar);

    /// <summary>Writes a value for which its enumeration has a name.</summary>
    static abstract bool Enumerator(ref ValueContext context, in ValueNode node, in ValueScalar scalar, ReadOnlySpan<byte> name);

    /// <summary>Writes a floating-point number; the data starts with it.</summary>
    static abstract bool Float(ref ValueContext context, in ValueNode node, ReadOnlySpan<byte> data);

    /// <summary>Writes a pointer.</summary>
    static abstract bool Pointer(ref ValueContext context, in ValueNode node, ulong address);

    /// <summary>Writes an array of characters as a string.</summary>
    static abstract bool String(ref ValueContext context, in ValueNode node, ReadOnlySpan<byte> text);

    /// <summary>Begins a structure, union or array. Its frame is not on the stack yet.</summary>
    static abstract bool Open(ref ValueContext context, in ValueNode node, ref ValueFrame frame);

    /// <summary>Ends a structure, union or array. Its frame is not on the stack any more.</summary>
    static abstract void Close(ref ValueContext context, in ValueFrame frame);
}
