namespace Btf.Core;

/// <summary>The field, the rule in words, and the error number of the call for each code.</summary>
internal static class FindingText
{
    /// <summary>Returns the rule, as the end of a sentence about the type or one of its elements.</summary>
    public static string Rule(BtfFindingCode code) => code switch
    {
        BtfFindingCode.DataTooLarge => "the data must have at most 16 MiB to be loaded",
        BtfFindingCode.HeaderLengthMissing => "the data must be long enough to say how long the header is",
        BtfFindingCode.ForeignByteOrder => "the data must be in the kernel's byte order",
        BtfFindingCode.HeaderTruncated => "the data must hold the whole header",
        BtfFindingCode.UnsupportedHeader => "the header must be zero past what the kernel knows",
        BtfFindingCode.BadMagic => "the magic number must be 0xEB9F",
        BtfFindingCode.UnsupportedVersion => "the version must be 1",
        BtfFindingCode.UnsupportedFlags => "the flags must be 0, because none is defined",
        BtfFindingCode.NoSections => "sections must follow the header",
        BtfFindingCode.SectionOffsetOutOfRange => "a section must start inside the data",
        BtfFindingCode.UnclaimedBytes => "each byte after the header must belong to a section",
        BtfFindingCode.SectionsOverlap => "two sections must not share bytes",
        BtfFindingCode.SectionTooLong => "a section must end inside the data",
        BtfFindingCode.StringsNotLast => "the string section must be the last one",
        BtfFindingCode.BadStringSection => "the string section must have 1 byte to 16 MiB, and must start and end with a zero byte",
        BtfFindingCode.LayoutMisaligned => "the layout section must start at a multiple of 4 bytes",
        BtfFindingCode.LayoutTooShort => "the layout section must hold at least one entry of 4 bytes",
        BtfFindingCode.LayoutLengthUneven => "the length of the layout section must be a multiple of 4 bytes",
        BtfFindingCode.TypesMisaligned => "the type section must start at a multiple of 4 bytes",
        BtfFindingCode.NoTypes => "there must be at least one type",
        BtfFindingCode.RecordTruncated => "the record must end inside the type section",
        BtfFindingCode.ReservedInfoBits => "reserved bits of the info word must be zero",
        BtfFindingCode.UnknownKind => "the kind must be one that the kernel knows",
        BtfFindingCode.NameOffsetOutOfRange => "the name's offset must lie inside the strings",
        BtfFindingCode.NameMissing => "it must have a name",
        BtfFindingCode.NameForbidden => "a type of this kind must not have a name",
        BtfFindingCode.NameNotIdentifier => "the name must be a C identifier (dots allowed) of at most 512 bytes",
        BtfFindingCode.NameNotPrintable => "a section's name must consist of at most 512 printable characters",
        BtfFindingCode.TypeTagWithoutValue => "a type tag must have a text",
        BtfFindingCode.DeclTagWithoutValue => "a declaration tag must have a text",
        BtfFindingCode.VlenForbidden => "a type of this kind must not have elements: vlen must be zero",
        BtfFindingCode.KindFlagForbidden => "a type of this kind must not have the kind flag",
        BtfFindingCode.SizeForbidden => "the size word of an array must be zero",
        BtfFindingCode.TypeForbidden => "the type word of a forward declaration must be zero",
        BtfFindingCode.ReservedIntBits => "reserved bits of the encoding word must be zero",
        BtfFindingCode.IntTooWide => "an integer must have at most 128 bits, its bit offset counted in",
        BtfFindingCode.IntExceedsSize => "the integer's bits must fit into its size",
        BtfFindingCode.UnsupportedEncoding => "the encoding must be one of signed, char and bool, or 0",
        BtfFindingCode.FloatSize => "a floating-point number must have 2, 4, 8, 12 or 16 bytes",
        BtfFindingCode.EnumSize => "an enumeration must have 1, 2, 4 or 8 bytes",
        BtfFindingCode.TypeIdTooLarge => "the type id must be below 2^20",
        BtfFindingCode.VoidNotAllowed => "the type must not be void here",
        BtfFindingCode.MemberNameOffsetOutOfRange => "the member's name offset must lie inside the strings",
        BtfFindingCode.MemberOffsetInUnion => "a union's members must start at bit 0",
        BtfFindingCode.MembersOutOfOrder => "the member must not start before the one in front of it",
        BtfFindingCode.MemberOffsetOutOfRange => "the member must start inside its structure",
        BtfFindingCode.FunctionLinkage => "the linkage must be static or global",
        BtfFindingCode.VariableLinkage => "the linkage must be static or global",
        BtfFindingCode.DataSectionEmpty => "a data section must have at least one byte",
        BtfFindingCode.EntryOffset => "the entry must start inside the section, and must not start before the end of the one in front of it",
        BtfFindingCode.EntrySize => "the entry must have at least one byte, and at most as many as the section",
        BtfFindingCode.EntryExceedsSection => "the entry must end inside the section",
        BtfFindingCode.EntriesExceedSection => "the entries must have at most as many bytes as the section",
        BtfFindingCode.ComponentIndexNegative => "the component index must be at least -1",
        BtfFindingCode.NoSuchType => "the type that is referred to must exist",
        BtfFindingCode.TypeNotAllowed => "a type of that kind must not be referred to here",
        BtfFindingCode.ArrayElementType => "the element type must exist and have a size",
        BtfFindingCode.ArrayIndexType => "the index type must be an integer of 1, 2, 4, 8 or 16 whole bytes",
        BtfFindingCode.ArrayElementIrregular => "integers in an array must have 1, 2, 4, 8 or 16 whole bytes",
        BtfFindingCode.ArrayTooLarge => "the array must have at most 2^32 - 1 bytes",
        BtfFindingCode.MemberType => "the member's type must exist and have a size",
        BtfFindingCode.NotAVariable => "the entry must be a variable",
        BtfFindingCode.VariableWithoutSize => "the type of the entry's variable must have a size",
        BtfFindingCode.EntrySmallerThanType => "the entry must be as large as the type of its variable",
        BtfFindingCode.ComponentIndexOutOfRange => "the component must exist",
        BtfFindingCode.ResolveDepth => "a size must not depend on more than 32 types in a row",
        BtfFindingCode.Loop => "the type must not contain or refer to itself",
        BtfFindingCode.ReturnType => "the return type must exist, and must have a size or be void",
        BtfFindingCode.ParameterType => "the parameter's type must exist and have a size",
        BtfFindingCode.ParameterName => "the parameter's name must be a C identifier, and an ellipsis must not have a name",
        BtfFindingCode.ParameterUnnamed => "the prototype of a function must name all its parameters",
        BtfFindingCode.MemberBaseType => "in a structure with the kind flag, integers must have 1, 2, 4, 8 or 16 whole bytes",
        BtfFindingCode.MemberOffset => "a member other than a bit-field must start at a whole byte",
        BtfFindingCode.BitfieldSize => "the bit-field must not be wider than its type, which must be one that allows bit-fields",
        BtfFindingCode.MemberTooWide => "from the byte where it starts, the member must have at most 128 bits",
        BtfFindingCode.MemberOffsetOverflow => "with the bit offset of its integer, the member's bit offset must be at most 2^32 - 1",
        BtfFindingCode.MemberExceedsComposite => "the member must end inside its structure or union",
        BtfFindingCode.MemberNotByteAligned => "a member other than an integer must start at a whole byte",
        BtfFindingCode.FloatMisaligned => "a floating-point member must be aligned to its size, or to a pointer's if that is less",
        BtfFindingCode.ModifierChain => "more than 32 typedefs, qualifiers and type tags must not follow each other",
        BtfFindingCode.TagOrder => "a type tag must not come after a typedef or qualifier",
        BtfFindingCode.SpecialField => "a field with a meaning to BPF must be placed, tagged and accompanied as the kernel asks",
        BtfFindingCode.SpecialFieldsTooMany => "fields with a meaning to BPF must not be so many, or nested so deep",
        BtfFindingCode.SpecialFieldsOverlap => "fields with a meaning to BPF must be in order, and must not share bytes",
        BtfFindingCode.SpecialFieldTarget => "a list or tree must be declared to contain a type and a member that exist",
        BtfFindingCode.SpecialFieldUnset => "a member of a type with a meaning to BPF must have that meaning where it stands",
        BtfFindingCode.SpecialFieldCycle => "a list or tree must not come to contain itself",
        BtfFindingCode.LocationFlags => "flags other than 0x1 to 0x20 must not be set in the location of a parameter",
        _ => "nothing is wrong",
    };

    /// <summary>Returns the field that breaks the rule: of the record's element if the finding has one, else of the record or header.</summary>
    public static string Field(BtfFindingCode code) => code switch
    {
        BtfFindingCode.DataTooLarge or
            BtfFindingCode.NoSections => "data",
        BtfFindingCode.HeaderLengthMissing or
            BtfFindingCode.ForeignByteOrder or
            BtfFindingCode.HeaderTruncated => "hdr_len",
        BtfFindingCode.UnsupportedHeader => "header",
        BtfFindingCode.BadMagic => "magic",
        BtfFindingCode.UnsupportedVersion => "version",
        BtfFindingCode.UnsupportedFlags or
            BtfFindingCode.LocationFlags => "flags",
        BtfFindingCode.SectionOffsetOutOfRange or
            BtfFindingCode.UnclaimedBytes or
            BtfFindingCode.SectionsOverlap => "section offset",
        BtfFindingCode.SectionTooLong => "section length",
        BtfFindingCode.StringsNotLast => "str_off",
        BtfFindingCode.BadStringSection => "str_len",
        BtfFindingCode.LayoutMisaligned => "layout_off",
        BtfFindingCode.LayoutTooShort or
            BtfFindingCode.LayoutLengthUneven => "layout_len",
        BtfFindingCode.TypesMisaligned => "type_off",
        BtfFindingCode.NoTypes => "type_len",
        BtfFindingCode.RecordTruncated or
            BtfFindingCode.ReservedInfoBits or
            BtfFindingCode.UnknownKind or
            BtfFindingCode.VlenForbidden or
            BtfFindingCode.KindFlagForbidden => "info",
        BtfFindingCode.NameOffsetOutOfRange or
            BtfFindingCode.NameMissing or
            BtfFindingCode.NameForbidden or
            BtfFindingCode.NameNotIdentifier or
            BtfFindingCode.NameNotPrintable or
            BtfFindingCode.TypeTagWithoutValue or
            BtfFindingCode.DeclTagWithoutValue or
            BtfFindingCode.MemberNameOffsetOutOfRange or
            BtfFindingCode.ParameterName => "name",
        BtfFindingCode.SizeForbidden or
            BtfFindingCode.FloatSize or
            BtfFindingCode.EnumSize or
            BtfFindingCode.DataSectionEmpty or
            BtfFindingCode.EntrySize or
            BtfFindingCode.EntryExceedsSection or
            BtfFindingCode.EntriesExceedSection or
            BtfFindingCode.EntrySmallerThanType => "size",
        BtfFindingCode.TypeForbidden or
            BtfFindingCode.TypeIdTooLarge or
            BtfFindingCode.VoidNotAllowed or
            BtfFindingCode.NoSuchType or
            BtfFindingCode.TypeNotAllowed or
            BtfFindingCode.MemberType or
            BtfFindingCode.NotAVariable or
            BtfFindingCode.VariableWithoutSize or
            BtfFindingCode.ResolveDepth or
            BtfFindingCode.Loop or
            BtfFindingCode.ReturnType or
            BtfFindingCode.ParameterType or
            BtfFindingCode.ParameterUnnamed or
            BtfFindingCode.MemberBaseType or
            BtfFindingCode.ModifierChain or
            BtfFindingCode.TagOrder => "type",
        BtfFindingCode.ReservedIntBits or
            BtfFindingCode.UnsupportedEncoding => "encoding",
        BtfFindingCode.IntTooWide or
            BtfFindingCode.IntExceedsSize => "bits",
        BtfFindingCode.MemberOffsetInUnion or
            BtfFindingCode.MembersOutOfOrder or
            BtfFindingCode.MemberOffsetOutOfRange or
            BtfFindingCode.MemberOffset or
            BtfFindingCode.MemberTooWide or
            BtfFindingCode.MemberOffsetOverflow or
            BtfFindingCode.MemberExceedsComposite or
            BtfFindingCode.MemberNotByteAligned or
            BtfFindingCode.FloatMisaligned => "bit offset",
        BtfFindingCode.FunctionLinkage or
            BtfFindingCode.VariableLinkage => "linkage",
        BtfFindingCode.EntryOffset => "offset",
        BtfFindingCode.ComponentIndexNegative or
            BtfFindingCode.ComponentIndexOutOfRange => "component index",
        BtfFindingCode.ArrayElementType or
            BtfFindingCode.ArrayElementIrregular => "element type",
        BtfFindingCode.ArrayIndexType => "index type",
        BtfFindingCode.ArrayTooLarge => "count",
        BtfFindingCode.BitfieldSize => "bitfield size",
        BtfFindingCode.SpecialField or
            BtfFindingCode.SpecialFieldsTooMany or
            BtfFindingCode.SpecialFieldsOverlap or
            BtfFindingCode.SpecialFieldTarget or
            BtfFindingCode.SpecialFieldUnset or
            BtfFindingCode.SpecialFieldCycle => "members",
        _ => "",
    };

    /// <summary>Returns the positive Linux error number: EINVAL, unless the kernel has another one.</summary>
    public static int Errno(BtfFindingCode code) => code switch
    {
        BtfFindingCode.None => 0,
        BtfFindingCode.DataTooLarge or
            BtfFindingCode.UnsupportedHeader or
            BtfFindingCode.ResolveDepth or
            BtfFindingCode.SpecialFieldsTooMany => 7,
        BtfFindingCode.UnsupportedVersion or
            BtfFindingCode.UnsupportedFlags or
            BtfFindingCode.UnsupportedEncoding => 524,
        BtfFindingCode.Loop or
            BtfFindingCode.SpecialFieldsOverlap => 17,
        BtfFindingCode.ModifierChain or
            BtfFindingCode.SpecialFieldCycle => 40,
        BtfFindingCode.SpecialFieldTarget => 2,
        BtfFindingCode.SpecialFieldUnset => 14,
        _ => 22,
    };
}
