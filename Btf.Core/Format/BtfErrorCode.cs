namespace Btf.Core;

/// <summary>
/// The kinds of errors in an input. A code keeps its name and number in all later versions, and new codes go to the end; messages may change.
/// </summary>
public enum BtfErrorCode
{
    /// <summary>No error.</summary>
    None = 0,

    /// <summary>The file is missing, of the wrong kind, or cannot be read.</summary>
    Unreadable = 1,

    /// <summary>The input is empty or ends inside the header.</summary>
    HeaderTruncated = 2,

    /// <summary>The first two bytes are not the BTF magic number 0xEB9F in either byte order.</summary>
    BadMagic = 3,

    /// <summary>The header's version is not 1.</summary>
    UnsupportedVersion = 4,

    /// <summary>The header has flags set, but the format defines none.</summary>
    UnsupportedFlags = 5,

    /// <summary>The header's length is less than 24 bytes, or more than the input's.</summary>
    BadHeaderLength = 6,

    /// <summary>A header of more than the 32 known bytes has other bytes than zeros after them.</summary>
    UnsupportedHeader = 7,

    /// <summary>A section reaches past the end of the input.</summary>
    SectionOutOfRange = 8,

    /// <summary>Two sections share bytes.</summary>
    SectionsOverlap = 9,

    /// <summary>The type or layout section does not start at a multiple of 4 bytes, or the layout section does not end at one.</summary>
    SectionMisaligned = 10,

    /// <summary>The string section is missing from an object without a base, or does not end with a zero byte.</summary>
    BadStringSection = 11,

    /// <summary>The object continues a base, but was opened without one, or with one of another byte order.</summary>
    BaseMismatch = 12,

    /// <summary>A record's kind is unknown, and no layout section gives its size.</summary>
    UnknownKind = 13,

    /// <summary>The layout section gives a kind a size that is not a multiple of 4 bytes.</summary>
    BadKindLayout = 14,

    /// <summary>A record reaches past the end of the type section.</summary>
    RecordTruncated = 15,

    /// <summary>A type id is past the last type.</summary>
    TypeIdOutOfRange = 16,

    /// <summary>A name's offset is past the end of the strings.</summary>
    NameOffsetOutOfRange = 17,

    /// <summary>A chain of references is a loop, or longer than any that a compiler makes.</summary>
    ReferenceLoop = 18,

    /// <summary>A type refers to a type of a kind that is not allowed there.</summary>
    UnexpectedKind = 19,

    /// <summary>A type's size is more than 2^32 - 1 bytes.</summary>
    SizeOutOfRange = 20,

    /// <summary>A dump would be far larger, or take far longer, than honest data of this size permits: the data is crafted.</summary>
    TextTooLarge = 21,

    /// <summary>The base of an object to be relocated has a type that a distilled base cannot have.</summary>
    NotDistilledBase = 22,

    /// <summary>A type of a distilled base has no match in the new base.</summary>
    NoMatchInBase = 23,

    /// <summary>A type of a distilled base has several matches in the new base.</summary>
    SeveralMatchesInBase = 24,

    /// <summary>The running kernel does not permit the call. The message names the missing capability.</summary>
    NotPermitted = 25,

    /// <summary>The header or section table of an ELF file is damaged or reaches past the file's end, or a BTF section has an impossible place.</summary>
    BadElf = 26,

    /// <summary>The file has no BTF: it is an ELF file without a <c>.BTF</c> section, or a kernel image without BTF.</summary>
    NoBtf = 27,

    /// <summary>No decompressor is registered for the data's compression. See <see cref="BtfDecompressor.Register"/>.</summary>
    UnsupportedCompression = 28,

    /// <summary>Compressed data is damaged or cut short.</summary>
    BadCompression = 29,

    /// <summary>
    /// The decompressed data is larger than <see cref="BtfOpenOptions.MaxDecompressedSize"/> allows, or the data is compressed too many times over.
    /// </summary>
    DecompressedTooLarge = 30,

    /// <summary>A search would take far longer than honest data of this size permits: the data is crafted, with very many and very long names.</summary>
    SearchTooLong = 31,

    /// <summary>The <c>.BTF.ext</c> section of a BPF object is damaged.</summary>
    BadExtension = 32,

    /// <summary>The file has types but no <c>.BTF.ext</c> section.</summary>
    NoExtension = 33,

    /// <summary>The data of a value ends before the value does.</summary>
    ValueTruncated = 34,
}
