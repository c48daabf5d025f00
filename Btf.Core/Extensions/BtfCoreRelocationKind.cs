namespace Btf.Core.Extensions;

/// <summary>What a CO-RE relocation asks for (<c>enum bpf_core_relo_kind</c> in <c>include/uapi/linux/bpf.h</c>).</summary>
public enum BtfCoreRelocationKind
{
    /// <summary>The field's offset in bytes.</summary>
    FieldByteOffset = 0,

    /// <summary>The field's size in bytes.</summary>
    FieldByteSize = 1,

    /// <summary>Whether the field exists.</summary>
    FieldExists = 2,

    /// <summary>Whether the field is signed.</summary>
    FieldSigned = 3,

    /// <summary>The left shift that extracts a bit-field from 64 bits; a right shift follows.</summary>
    FieldLeftShift = 4,

    /// <summary>The right shift that extracts a bit-field from 64 bits, after the left shift.</summary>
    FieldRightShift = 5,

    /// <summary>The type's id in the program's own BTF.</summary>
    LocalTypeId = 6,

    /// <summary>The type's id in the kernel's BTF.</summary>
    TargetTypeId = 7,

    /// <summary>Whether the type exists.</summary>
    TypeExists = 8,

    /// <summary>The type's size in bytes.</summary>
    TypeSize = 9,

    /// <summary>Whether the enumerator exists.</summary>
    EnumValueExists = 10,

    /// <summary>The enumerator's value.</summary>
    EnumValue = 11,

    /// <summary>Whether the type exists with matching members.</summary>
    TypeMatches = 12,
}
