namespace Btf.Core;

/// <summary>What is wrong with an input. The codes are stable; messages are not.</summary>
public enum BtfErrorCode
{
    /// <summary>Nothing is wrong.</summary>
    None = 0,

    /// <summary>The file is missing, of the wrong kind, or cannot be read.</summary>
    Unreadable,

    /// <summary>The input is empty or ends inside the header.</summary>
    HeaderTruncated,

    /// <summary>The first two bytes are not the BTF magic number 0xEB9F in either byte order.</summary>
    BadMagic,

    /// <summary>The header's version is not 1.</summary>
    UnsupportedVersion,

    /// <summary>The header has flags set; none is defined.</summary>
    UnsupportedFlags,

    /// <summary>The header's length is less than 24 bytes or more than the input has.</summary>
    BadHeaderLength,

    /// <summary>A header longer than the 32 known bytes holds something other than zeros past them.</summary>
    UnsupportedHeader,

    /// <summary>A section leaves the input.</summary>
    SectionOutOfRange,

    /// <summary>Two sections share bytes.</summary>
    SectionsOverlap,

    /// <summary>The type or the layout section does not start, or the layout section not end, at a multiple of 4 bytes.</summary>
    SectionMisaligned,

    /// <summary>The string section is missing from an object without a base, or does not end with a zero byte.</summary>
    BadStringSection,

    /// <summary>The object continues a base: it was opened without one, or with one of another byte order.</summary>
    BaseMismatch,

    /// <summary>A record's kind is not known, and no layout section gives its size.</summary>
    UnknownKind,

    /// <summary>The layout section gives a kind a size that is no multiple of 4 bytes.</summary>
    BadKindLayout,

    /// <summary>A record leaves the type section.</summary>
    RecordTruncated,

    /// <summary>A type id is past the last type.</summary>
    TypeIdOutOfRange,

    /// <summary>A name's offset is past the end of the strings.</summary>
    NameOffsetOutOfRange,

    /// <summary>A chain of references does not end: it is a loop, or longer than any compiler makes.</summary>
    ReferenceLoop,

    /// <summary>A type refers to one of a kind that is not allowed there.</summary>
    UnexpectedKind,

    /// <summary>A type's size is more than 2^32 - 1 bytes.</summary>
    SizeOutOfRange,

    /// <summary>A dump would be far larger, or take far longer, than the data that it is of permits: the data is crafted.</summary>
    TextTooLarge,

    /// <summary>The base of an object that is to be put onto another one has a type that no distilled base has.</summary>
    NotDistilledBase = 30,

    /// <summary>A type of a distilled base has no match in the new base.</summary>
    NoMatchInBase = 31,

    /// <summary>A type of a distilled base has several matches in the new base.</summary>
    SeveralMatchesInBase = 32,

    /// <summary>The running kernel does not permit the call; the message names the capability that is needed.</summary>
    NotPermitted = 33,
}
