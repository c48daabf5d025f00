namespace Btf.Core;

/// <summary>A rule that an object breaks. The codes are stable; the words of a <see cref="BtfFinding"/> are not.</summary>
/// <remarks>The kernel's own message names fewer cases: several codes may stand for one of its messages, and never one for several.</remarks>
public enum BtfFindingCode
{
    /// <summary>Nothing is wrong.</summary>
    None = 0,

    /// <summary>The data is larger than 16 MiB.</summary>
    DataTooLarge,

    /// <summary>The data ends before the header's length.</summary>
    HeaderLengthMissing,

    /// <summary>The data is in the byte order that is not the kernel's.</summary>
    ForeignByteOrder,

    /// <summary>The data ends inside the header.</summary>
    HeaderTruncated,

    /// <summary>The header is longer than the kernel knows, and the rest is not zero.</summary>
    UnsupportedHeader,

    /// <summary>The magic number is wrong.</summary>
    BadMagic,

    /// <summary>The version is not 1.</summary>
    UnsupportedVersion,

    /// <summary>A header flag is set.</summary>
    UnsupportedFlags,

    /// <summary>Nothing follows the header.</summary>
    NoSections,

    /// <summary>A section starts past the end of the data.</summary>
    SectionOffsetOutOfRange,

    /// <summary>Bytes before, between or after the sections belong to none.</summary>
    UnclaimedBytes,

    /// <summary>Two sections share bytes.</summary>
    SectionsOverlap,

    /// <summary>A section goes on past the end of the data.</summary>
    SectionTooLong,

    /// <summary>The string section is not the last; with a header of 32 bytes it need not be.</summary>
    StringsNotLast,

    /// <summary>The string section is empty, has more than 16 MiB, does not end with a zero byte, or does not start with one.</summary>
    BadStringSection,

    /// <summary>The layout section does not start at a multiple of 4 bytes.</summary>
    LayoutMisaligned,

    /// <summary>The layout section is shorter than one entry.</summary>
    LayoutTooShort,

    /// <summary>The layout section ends inside an entry.</summary>
    LayoutLengthUneven,

    /// <summary>The type section does not start at a multiple of 4 bytes.</summary>
    TypesMisaligned,

    /// <summary>There is no type.</summary>
    NoTypes,

    /// <summary>A record leaves the type section.</summary>
    RecordTruncated,

    /// <summary>A bit of the info word is set that Linux 6.18 reserves.</summary>
    ReservedInfoBits,

    /// <summary>The kind is not known.</summary>
    UnknownKind,

    /// <summary>A name's offset is past the end of the strings.</summary>
    NameOffsetOutOfRange,

    /// <summary>A name is required, and there is none.</summary>
    NameMissing,

    /// <summary>There is a name where none is allowed.</summary>
    NameForbidden,

    /// <summary>A name is not a C identifier of at most 512 bytes (a dot is allowed).</summary>
    NameNotIdentifier,

    /// <summary>A section's name is not made of printable characters, or is longer than 512 bytes.</summary>
    NameNotPrintable,

    /// <summary>A type tag has no text.</summary>
    TypeTagWithoutValue,

    /// <summary>A declaration tag has no text.</summary>
    DeclTagWithoutValue,

    /// <summary>vlen is not zero in a kind that has no elements.</summary>
    VlenForbidden,

    /// <summary>The kind flag is set in a kind that has none.</summary>
    KindFlagForbidden,

    /// <summary>An array's size word is not zero.</summary>
    SizeForbidden,

    /// <summary>A forward declaration's type word is not zero.</summary>
    TypeForbidden,

    /// <summary>A reserved bit of an integer's encoding word is set.</summary>
    ReservedIntBits,

    /// <summary>An integer has more than 128 bits, its bit offset counted in.</summary>
    IntTooWide,

    /// <summary>An integer's bits do not fit into its size.</summary>
    IntExceedsSize,

    /// <summary>An integer's encoding is none of signed, char and bool.</summary>
    UnsupportedEncoding,

    /// <summary>A floating-point number's size is none of 2, 4, 8, 12 and 16 bytes.</summary>
    FloatSize,

    /// <summary>An enumeration's size is none of 1, 2, 4 and 8 bytes.</summary>
    EnumSize,

    /// <summary>A type id is 2^20 or more.</summary>
    TypeIdTooLarge,

    /// <summary>A variable, a member or a section's entry is of type void.</summary>
    VoidNotAllowed,

    /// <summary>A member's name offset is past the end of the strings.</summary>
    MemberNameOffsetOutOfRange,

    /// <summary>A union's member does not start at bit 0.</summary>
    MemberOffsetInUnion,

    /// <summary>A member starts before the one in front of it.</summary>
    MembersOutOfOrder,

    /// <summary>A member starts past the end of its structure.</summary>
    MemberOffsetOutOfRange,

    /// <summary>A function's linkage is neither static nor global.</summary>
    FunctionLinkage,

    /// <summary>A variable's linkage is neither static nor global.</summary>
    VariableLinkage,

    /// <summary>A data section has no bytes.</summary>
    DataSectionEmpty,

    /// <summary>A section's entry starts before the end of the one in front of it, or past the end of the section.</summary>
    EntryOffset,

    /// <summary>A section's entry has no bytes, or more than the section.</summary>
    EntrySize,

    /// <summary>A section's entry ends past the end of the section.</summary>
    EntryExceedsSection,

    /// <summary>A section's entries have more bytes than the section.</summary>
    EntriesExceedSection,

    /// <summary>A declaration tag's component index is less than -1.</summary>
    ComponentIndexNegative,

    /// <summary>A type id is past the last type.</summary>
    NoSuchType,

    /// <summary>A type refers to one of a kind that is not allowed there.</summary>
    TypeNotAllowed,

    /// <summary>An array's element type does not exist, is void, or has no size.</summary>
    ArrayElementType,

    /// <summary>An array's index type is no integer of 1, 2, 4, 8 or 16 whole bytes.</summary>
    ArrayIndexType,

    /// <summary>An array's elements are integers that are not 1, 2, 4, 8 or 16 whole bytes.</summary>
    ArrayElementIrregular,

    /// <summary>An array has more than 2^32 - 1 bytes.</summary>
    ArrayTooLarge,

    /// <summary>A member's type does not exist, or has no size.</summary>
    MemberType,

    /// <summary>A section's entry is no variable.</summary>
    NotAVariable,

    /// <summary>A section's entry is a variable whose type has no size.</summary>
    VariableWithoutSize,

    /// <summary>A section's entry is smaller than its variable's type.</summary>
    EntrySmallerThanType,

    /// <summary>A declaration tag's component does not exist, or its target has none.</summary>
    ComponentIndexOutOfRange,

    /// <summary>More than 32 types wait for each other's size.</summary>
    ResolveDepth,

    /// <summary>A type contains itself, or refers to itself without a pointer to a structure between.</summary>
    Loop,

    /// <summary>A prototype's return type does not exist, or has no size and is not void.</summary>
    ReturnType,

    /// <summary>A parameter's type does not exist, or has no size.</summary>
    ParameterType,

    /// <summary>A parameter's name is not a C identifier, or an ellipsis has one.</summary>
    ParameterName,

    /// <summary>A function's prototype has a parameter without a name.</summary>
    ParameterUnnamed,

    /// <summary>A member of a structure with bit-fields is an integer that is not 1, 2, 4, 8 or 16 whole bytes.</summary>
    MemberBaseType,

    /// <summary>A member that is no bit-field does not start at a whole byte.</summary>
    MemberOffset,

    /// <summary>A bit-field is wider than its type, or its type cannot be a bit-field.</summary>
    BitfieldSize,

    /// <summary>A member's bits touch more than 128 bits from the byte where they start.</summary>
    MemberTooWide,

    /// <summary>A member's bit offset and its integer's are together more than 2^32 - 1.</summary>
    MemberOffsetOverflow,

    /// <summary>A member ends past the end of its structure or union.</summary>
    MemberExceedsComposite,

    /// <summary>A member that is no integer does not start at a whole byte.</summary>
    MemberNotByteAligned,

    /// <summary>A floating-point member is not aligned to its size, or to a pointer's.</summary>
    FloatMisaligned,

    /// <summary>More than 32 typedefs, qualifiers and type tags follow each other.</summary>
    ModifierChain,

    /// <summary>A type tag comes after a typedef or qualifier, which Linux 6.18 does not allow.</summary>
    TagOrder,

    /// <summary>A field that BPF gives a meaning to (a lock, list, tree, reference count or kernel pointer) is not placed, tagged or accompanied as it must be.</summary>
    SpecialField,

    /// <summary>There are more than 11 fields that BPF gives a meaning to, two of which only one may be, or they are nested too deep.</summary>
    SpecialFieldsTooMany,

    /// <summary>Two fields that BPF gives a meaning to share bytes, or are out of order.</summary>
    SpecialFieldsOverlap,

    /// <summary>A list or tree is declared to contain a type or member that does not exist.</summary>
    SpecialFieldTarget,

    /// <summary>A structure has a member of a type that BPF gives a meaning to, where it has none.</summary>
    SpecialFieldUnset,

    /// <summary>A list or tree can come to contain itself.</summary>
    SpecialFieldCycle,
}
