namespace Btf.Generators;

/// <summary>The kind of result of a member of the program's structure.</summary>
internal enum FieldForm
{
    /// <summary>A number.</summary>
    Number,

    /// <summary>A number, or null if the kernel does not have the field.</summary>
    OptionalNumber,

    /// <summary>The bytes of an array.</summary>
    Bytes,

    /// <summary>The text of an array of characters.</summary>
    Text,

    /// <summary>A number behind pointers.</summary>
    Indirect,

    /// <summary>A number behind pointers, or null if the kernel does not have the field.</summary>
    OptionalIndirect,
}
