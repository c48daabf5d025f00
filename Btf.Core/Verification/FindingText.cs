namespace Btf.Core;

/// <summary>What each code stands for: the field, the rule in words, and the error number of the call.</summary>
internal static class FindingText
{
    /// <summary>The rule, as the end of a sentence about the type or one of its elements.</summary>
    public static string Rule(BtfFindingCode code) => code switch
    {
        BtfFindingCode.DataTooLarge => "the data is larger than the 16 MiB that can be loaded",
        BtfFindingCode.HeaderLengthMissing => "the data ends before the header says how long it is",
        BtfFindingCode.ForeignByteOrder => "the data is in the byte order that is not the kernel's",
        BtfFindingCode.HeaderTruncated => "the data ends inside the header",
        BtfFindingCode.UnsupportedHeader => "the header goes on past what the kernel knows, with bytes that are not zero",
        BtfFindingCode.BadMagic => "the magic number is not 0xEB9F",
        BtfFindingCode.UnsupportedVersion => "the version is not 1",
        BtfFindingCode.UnsupportedFlags => "a flag is set, and none is defined",
        BtfFindingCode.NoSections => "nothing follows the header",
        BtfFindingCode.SectionOffsetOutOfRange => "a section starts past the end of the data",
        BtfFindingCode.UnclaimedBytes => "bytes before, between or after the sections belong to none",
        BtfFindingCode.SectionsOverlap => "two sections share bytes",
        BtfFindingCode.SectionTooLong => "a section goes on past the end of the data",
        BtfFindingCode.StringsNotLast => "the string section is not the last one",
        BtfFindingCode.BadStringSection => "the string section is empty, too long, or does not start and end with a zero byte",
        BtfFindingCode.LayoutMisaligned => "the layout section does not start at a multiple of 4 bytes",
        BtfFindingCode.LayoutTooShort => "the layout section is shorter than one entry of 4 bytes",
        BtfFindingCode.LayoutLengthUneven => "the length of the layout section is no multiple of 4 bytes",
        BtfFindingCode.TypesMisaligned => "the type section does not start at a multiple of 4 bytes",
        BtfFindingCode.NoTypes => "there is no type",
        BtfFindingCode.RecordTruncated => "the record leaves the type section",
        BtfFindingCode.ReservedInfoBits => "a reserved bit of the info word is set",
        BtfFindingCode.UnknownKind => "the kind is not known",
        BtfFindingCode.NameOffsetOutOfRange => "the name's offset is past the end of the strings",
        BtfFindingCode.NameMissing => "a name is required",
        BtfFindingCode.NameForbidden => "a type of this kind has no name",
        BtfFindingCode.NameNotIdentifier => "the name is not a C identifier (dots allowed) of at most 512 bytes",
        BtfFindingCode.NameNotPrintable => "a section's name is made of at most 512 printable characters",
        BtfFindingCode.TypeTagWithoutValue => "a type tag has a text",
        BtfFindingCode.DeclTagWithoutValue => "a declaration tag has a text",
        BtfFindingCode.VlenForbidden => "a type of this kind has no elements: vlen must be zero",
        BtfFindingCode.KindFlagForbidden => "the kind flag means nothing in a type of this kind and must be zero",
        BtfFindingCode.SizeForbidden => "the size word of an array must be zero",
        BtfFindingCode.TypeForbidden => "the type word of a forward declaration must be zero",
        BtfFindingCode.ReservedIntBits => "a reserved bit of the encoding word is set",
        BtfFindingCode.IntTooWide => "an integer has at most 128 bits, its bit offset counted in",
        BtfFindingCode.IntExceedsSize => "the integer's bits do not fit into its size",
        BtfFindingCode.UnsupportedEncoding => "the encoding is none of signed, char and bool",
        BtfFindingCode.FloatSize => "a floating-point number has 2, 4, 8, 12 or 16 bytes",
        BtfFindingCode.EnumSize => "an enumeration has 1, 2, 4 or 8 bytes",
        BtfFindingCode.TypeIdTooLarge => "the type id is not below 2^20",
        BtfFindingCode.VoidNotAllowed => "void is not allowed here",
        BtfFindingCode.MemberNameOffsetOutOfRange => "the member's name offset is past the end of the strings",
        BtfFindingCode.MemberOffsetInUnion => "a union's members start at bit 0",
        BtfFindingCode.MembersOutOfOrder => "the member starts before the one in front of it",
        BtfFindingCode.MemberOffsetOutOfRange => "the member starts past the end of its structure",
        BtfFindingCode.FunctionLinkage => "the linkage is neither static nor global",
        BtfFindingCode.VariableLinkage => "the linkage is neither static nor global",
        BtfFindingCode.DataSectionEmpty => "a data section has at least one byte",
        BtfFindingCode.EntryOffset => "the entry starts before the end of the one in front of it, or past the end of the section",
        BtfFindingCode.EntrySize => "the entry has no bytes, or more than the section",
        BtfFindingCode.EntryExceedsSection => "the entry ends past the end of the section",
        BtfFindingCode.EntriesExceedSection => "the entries have more bytes than the section",
        BtfFindingCode.ComponentIndexNegative => "the component index is less than -1",
        BtfFindingCode.NoSuchType => "there is no such type",
        BtfFindingCode.TypeNotAllowed => "a type of that kind is not allowed here",
        BtfFindingCode.ArrayElementType => "the element type is void, does not exist, or has no size",
        BtfFindingCode.ArrayIndexType => "the index type is no integer of 1, 2, 4, 8 or 16 whole bytes",
        BtfFindingCode.ArrayElementIrregular => "integers in an array are 1, 2, 4, 8 or 16 whole bytes",
        BtfFindingCode.ArrayTooLarge => "the array has more than 2^32 - 1 bytes",
        BtfFindingCode.MemberType => "the member's type does not exist, or has no size",
        BtfFindingCode.NotAVariable => "the entry is no variable",
        BtfFindingCode.VariableWithoutSize => "the type of the entry's variable has no size",
        BtfFindingCode.EntrySmallerThanType => "the entry is smaller than the type of its variable",
        BtfFindingCode.ComponentIndexOutOfRange => "the component does not exist",
        BtfFindingCode.ResolveDepth => "more than 32 types wait for each other's size",
        BtfFindingCode.Loop => "the type contains or refers to itself",
        BtfFindingCode.ReturnType => "the return type does not exist, or has no size and is not void",
        BtfFindingCode.ParameterType => "the parameter's type does not exist, or has no size",
        BtfFindingCode.ParameterName => "the parameter's name is not a C identifier, or is one of an ellipsis",
        BtfFindingCode.ParameterUnnamed => "the prototype of a function names all its parameters",
        BtfFindingCode.MemberBaseType => "in a structure with the kind flag, integers are 1, 2, 4, 8 or 16 whole bytes",
        BtfFindingCode.MemberOffset => "a member that is no bit-field starts at a whole byte",
        BtfFindingCode.BitfieldSize => "the bit-field is wider than its type, or its type cannot be one",
        BtfFindingCode.MemberTooWide => "from the byte where it starts, the member has more than 128 bits",
        BtfFindingCode.MemberOffsetOverflow => "with the bit offset of its integer, the member's bit offset is more than 2^32 - 1",
        BtfFindingCode.MemberExceedsComposite => "the member ends past the end of its structure or union",
        BtfFindingCode.MemberNotByteAligned => "a member that is no integer starts at a whole byte",
        BtfFindingCode.FloatMisaligned => "a floating-point member is aligned to its size, or to a pointer's if that is less",
        BtfFindingCode.ModifierChain => "more than 32 typedefs, qualifiers and type tags follow each other",
        BtfFindingCode.TagOrder => "a type tag comes after a typedef or qualifier",
        BtfFindingCode.SpecialField => "a field with a meaning to BPF is not placed, tagged or accompanied as it must be",
        BtfFindingCode.SpecialFieldsTooMany => "there are too many fields with a meaning to BPF, or they are nested too deep",
        BtfFindingCode.SpecialFieldsOverlap => "two fields with a meaning to BPF share bytes, or are out of order",
        BtfFindingCode.SpecialFieldTarget => "a list or tree is declared to contain a type or member that does not exist",
        BtfFindingCode.SpecialFieldUnset => "a member of a type with a meaning to BPF has none where it stands",
        BtfFindingCode.SpecialFieldCycle => "a list or tree can come to contain itself",
        BtfFindingCode.LocationFlags => "only the flags 0x1 to 0x20 have a meaning in the location of a parameter",
        _ => "nothing is wrong",
    };

    /// <summary>The field that breaks the rule: of the record's element where the finding has one, else of the record or header.</summary>
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
        BtfFindingCode.UnsupportedFlags => "flags",
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

    /// <summary>The positive Linux error number: EINVAL unless the kernel has another.</summary>
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
