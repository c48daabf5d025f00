namespace Btf.Core;

/// <summary>
/// The rules that an object can break. A code keeps its name and number in all later versions, and new codes go to the end; the texts of a
/// <see cref="BtfFinding"/> may change.
/// </summary>
/// <remarks>The kernel's messages distinguish fewer cases: several codes may stand for one message, but never one code for several messages.</remarks>
public enum BtfFindingCode
{
    /// <summary>No rule is broken.</summary>
    None = 0,

    /// <summary>The data is larger than 16 MiB.</summary>
    DataTooLarge = 1,

    /// <summary>The data ends before the header's length.</summary>
    HeaderLengthMissing = 2,

    /// <summary>The data is not in the kernel's byte order.</summary>
    ForeignByteOrder = 3,

    /// <summary>The data ends inside the header.</summary>
    HeaderTruncated = 4,

    /// <summary>The header is longer than the kernel knows, and the rest is not zero.</summary>
    UnsupportedHeader = 5,

    /// <summary>The magic number is wrong.</summary>
    BadMagic = 6,

    /// <summary>The version is not 1.</summary>
    UnsupportedVersion = 7,

    /// <summary>A header flag is set.</summary>
    UnsupportedFlags = 8,

    /// <summary>Nothing follows the header.</summary>
    NoSections = 9,

    /// <summary>A section starts past the end of the data.</summary>
    SectionOffsetOutOfRange = 10,

    /// <summary>Bytes before, between or after the sections belong to none.</summary>
    UnclaimedBytes = 11,

    /// <summary>Two sections share bytes.</summary>
    SectionsOverlap = 12,

    /// <summary>A section reaches past the end of the data.</summary>
    SectionTooLong = 13,

    /// <summary>The string section is not the last; with a header of 32 bytes it need not be.</summary>
    StringsNotLast = 14,

    /// <summary>The string section is empty, has more than 16 MiB, does not end with a zero byte, or does not start with one.</summary>
    BadStringSection = 15,

    /// <summary>The layout section does not start at a multiple of 4 bytes.</summary>
    LayoutMisaligned = 16,

    /// <summary>The layout section is shorter than one entry.</summary>
    LayoutTooShort = 17,

    /// <summary>The layout section ends inside an entry.</summary>
    LayoutLengthUneven = 18,

    /// <summary>The type section does not start at a multiple of 4 bytes.</summary>
    TypesMisaligned = 19,

    /// <summary>There is no type.</summary>
    NoTypes = 20,

    /// <summary>A record reaches past the end of the type section.</summary>
    RecordTruncated = 21,

    /// <summary>A bit of the info word is set that Linux 6.18 reserves.</summary>
    ReservedInfoBits = 22,

    /// <summary>The kind is unknown.</summary>
    UnknownKind = 23,

    /// <summary>A name's offset is past the end of the strings.</summary>
    NameOffsetOutOfRange = 24,

    /// <summary>The name is missing in a kind that requires one.</summary>
    NameMissing = 25,

    /// <summary>A kind that must not have a name has one.</summary>
    NameForbidden = 26,

    /// <summary>A name is not a C identifier of at most 512 bytes (a dot is allowed).</summary>
    NameNotIdentifier = 27,

    /// <summary>A section's name is not made of printable characters, or is longer than 512 bytes.</summary>
    NameNotPrintable = 28,

    /// <summary>A type tag has no text.</summary>
    TypeTagWithoutValue = 29,

    /// <summary>A declaration tag has no text.</summary>
    DeclTagWithoutValue = 30,

    /// <summary>vlen is not zero in a kind that has no elements.</summary>
    VlenForbidden = 31,

    /// <summary>The kind flag is set in a kind that has none.</summary>
    KindFlagForbidden = 32,

    /// <summary>An array's size word is not zero.</summary>
    SizeForbidden = 33,

    /// <summary>A forward declaration's type word is not zero.</summary>
    TypeForbidden = 34,

    /// <summary>A reserved bit of an integer's encoding word is set.</summary>
    ReservedIntBits = 35,

    /// <summary>An integer has more than 128 bits, including its bit offset.</summary>
    IntTooWide = 36,

    /// <summary>An integer's bits do not fit into its size.</summary>
    IntExceedsSize = 37,

    /// <summary>An integer's encoding is none of signed, char and bool.</summary>
    UnsupportedEncoding = 38,

    /// <summary>A floating-point number's size is none of 2, 4, 8, 12 and 16 bytes.</summary>
    FloatSize = 39,

    /// <summary>An enumeration's size is none of 1, 2, 4 and 8 bytes.</summary>
    EnumSize = 40,

    /// <summary>A type id is 2^20 or more.</summary>
    TypeIdTooLarge = 41,

    /// <summary>A variable, a member or a section's entry is of type void.</summary>
    VoidNotAllowed = 42,

    /// <summary>A member's name offset is past the end of the strings.</summary>
    MemberNameOffsetOutOfRange = 43,

    /// <summary>A union's member does not start at bit 0.</summary>
    MemberOffsetInUnion = 44,

    /// <summary>A member starts before the previous member.</summary>
    MembersOutOfOrder = 45,

    /// <summary>A member starts past the end of its structure.</summary>
    MemberOffsetOutOfRange = 46,

    /// <summary>A function's linkage is neither static nor global.</summary>
    FunctionLinkage = 47,

    /// <summary>A variable's linkage is neither static nor global.</summary>
    VariableLinkage = 48,

    /// <summary>A data section has no bytes.</summary>
    DataSectionEmpty = 49,

    /// <summary>A section's entry starts before the end of the previous entry, or past the end of the section.</summary>
    EntryOffset = 50,

    /// <summary>A section's entry has no bytes, or more than the section.</summary>
    EntrySize = 51,

    /// <summary>A section's entry ends past the end of the section.</summary>
    EntryExceedsSection = 52,

    /// <summary>The entries of a section have more bytes than the section.</summary>
    EntriesExceedSection = 53,

    /// <summary>A declaration tag's component index is less than -1.</summary>
    ComponentIndexNegative = 54,

    /// <summary>A type id is past the last type.</summary>
    NoSuchType = 55,

    /// <summary>A type refers to a type of a kind that is not allowed there.</summary>
    TypeNotAllowed = 56,

    /// <summary>An array's element type does not exist, is void, or has no size.</summary>
    ArrayElementType = 57,

    /// <summary>An array's index type is not an integer of 1, 2, 4, 8 or 16 whole bytes.</summary>
    ArrayIndexType = 58,

    /// <summary>An array's elements are integers that are not 1, 2, 4, 8 or 16 whole bytes.</summary>
    ArrayElementIrregular = 59,

    /// <summary>An array has more than 2^32 - 1 bytes.</summary>
    ArrayTooLarge = 60,

    /// <summary>A member's type does not exist, or has no size.</summary>
    MemberType = 61,

    /// <summary>A section's entry is not a variable.</summary>
    NotAVariable = 62,

    /// <summary>A section's entry is a variable whose type has no size.</summary>
    VariableWithoutSize = 63,

    /// <summary>A section's entry is smaller than its variable's type.</summary>
    EntrySmallerThanType = 64,

    /// <summary>A declaration tag's component does not exist, or its target has none.</summary>
    ComponentIndexOutOfRange = 65,

    /// <summary>The size of a type depends on more than 32 types in a row.</summary>
    ResolveDepth = 66,

    /// <summary>A type contains itself, or refers to itself without a pointer to a structure between.</summary>
    Loop = 67,

    /// <summary>A prototype's return type does not exist, or has no size and is not void.</summary>
    ReturnType = 68,

    /// <summary>A parameter's type does not exist, or has no size.</summary>
    ParameterType = 69,

    /// <summary>A parameter's name is not a C identifier, or an ellipsis has one.</summary>
    ParameterName = 70,

    /// <summary>A function's prototype has a parameter without a name.</summary>
    ParameterUnnamed = 71,

    /// <summary>A member of a structure with bit-fields is an integer that is not 1, 2, 4, 8 or 16 whole bytes.</summary>
    MemberBaseType = 72,

    /// <summary>A member other than a bit-field does not start at a whole byte.</summary>
    MemberOffset = 73,

    /// <summary>A bit-field is wider than its type, or its type cannot be a bit-field.</summary>
    BitfieldSize = 74,

    /// <summary>A member's bits extend over more than 128 bits, counted from the start of the first byte.</summary>
    MemberTooWide = 75,

    /// <summary>The sum of a member's bit offset and its integer's is more than 2^32 - 1.</summary>
    MemberOffsetOverflow = 76,

    /// <summary>A member ends past the end of its structure or union.</summary>
    MemberExceedsComposite = 77,

    /// <summary>A member other than an integer does not start at a whole byte.</summary>
    MemberNotByteAligned = 78,

    /// <summary>A floating-point member is not aligned to its size, or to a pointer's.</summary>
    FloatMisaligned = 79,

    /// <summary>More than 32 typedefs, qualifiers and type tags follow each other.</summary>
    ModifierChain = 80,

    /// <summary>A type tag comes after a typedef or qualifier, which Linux 6.18 does not allow.</summary>
    TagOrder = 81,

    /// <summary>
    /// A field with a meaning for BPF (a lock, list, tree, reference count or kernel pointer) has a wrong place, a wrong tag, or lacks a field that must
    /// accompany it.
    /// </summary>
    SpecialField = 82,

    /// <summary>A structure has more than 11 fields with a meaning for BPF, has one of them twice that is allowed once, or nests one too deep.</summary>
    SpecialFieldsTooMany = 83,

    /// <summary>Two fields with a meaning for BPF share bytes, or are out of order.</summary>
    SpecialFieldsOverlap = 84,

    /// <summary>A list or tree is declared to contain a type or member that does not exist.</summary>
    SpecialFieldTarget = 85,

    /// <summary>A member has a type with a meaning for BPF, but is in a place where it has no effect.</summary>
    SpecialFieldUnset = 86,

    /// <summary>A list or tree can contain itself.</summary>
    SpecialFieldCycle = 87,

    /// <summary>A flag without a meaning is set in the location of a parameter.</summary>
    LocationFlags = 88,
}
