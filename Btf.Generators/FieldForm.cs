namespace Btf.Generators;

/// <summary>What a member of the program's structure gives.</summary>
internal enum FieldForm
{
    /// <summary>A number.</summary>
    Number,

    /// <summary>A number, or null where the kernel has no such field.</summary>
    OptionalNumber,

    /// <summary>The bytes of an array.</summary>
    Bytes,

    /// <summary>The text of an array of characters.</summary>
    Text,

    /// <summary>A number behind pointers.</summary>
    Indirect,

    /// <summary>A number behind pointers, or null where the kernel has no such field.</summary>
    OptionalIndirect,
}
