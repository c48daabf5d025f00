using System.Diagnostics.CodeAnalysis;

namespace Btf.Core;

/// <summary>An error in an input, and its place. Every <c>Try…</c> form reports one, and every <see cref="BtfFormatException"/> carries one.</summary>
public readonly struct BtfError
{
    private readonly string? _text;
    private readonly ulong _found;
    private readonly ulong _bound;

    // The offset plus one, so that the default value means no offset.
    private readonly long _offsetPlusOne;

    internal BtfError(BtfErrorCode code, long byteOffset = -1, uint typeId = 0, ulong found = 0, ulong bound = 0, string? text = null)
    {
        Code = code;
        _offsetPlusOne = byteOffset + 1;
        TypeId = typeId;
        _found = found;
        _bound = bound;
        _text = text;
    }

    /// <summary>The kind of error; <see cref="BtfErrorCode.None"/> if there is none.</summary>
    public BtfErrorCode Code { get; }

    /// <summary>
    /// The offset of the bad field in bytes from the start of the BTF data; -1 if the error has no place. In an ELF file the data starts with the section; in
    /// compressed data the offset is one of the decompressed data. Only an error of the container itself (<see cref="BtfErrorCode.BadElf"/>,
    /// <see cref="BtfErrorCode.BadCompression"/>) counts from the start of that container.
    /// </summary>
    public long ByteOffset => _offsetPlusOne - 1;

    /// <summary>The id of the type with the bad record; 0 if the error is in no record.</summary>
    public uint TypeId { get; }

    /// <summary>A sentence that says what is wrong, with the byte offset and the type id.</summary>
    public string Message
    {
        get
        {
            string where = (ByteOffset, TypeId) switch
            {
                ( < 0, 0) => "",
                ( < 0, _) => $" (type [{TypeId}])",
                (_, 0) => $" (byte offset {ByteOffset})",
                _ => $" (byte offset {ByteOffset}, type [{TypeId}])",
            };
            return What + where + ".";
        }
    }

    internal bool IsNone => Code == BtfErrorCode.None;

    private string What => Code switch
    {
        BtfErrorCode.None => "No error",
        BtfErrorCode.Unreadable or BtfErrorCode.NotPermitted => _text!.TrimEnd('.'),
        BtfErrorCode.HeaderTruncated when _found == 0 => "The input is empty; a BTF header takes 24 bytes",
        BtfErrorCode.HeaderTruncated => $"The input has {_found} bytes; a BTF header takes 24",
        BtfErrorCode.BadMagic => $"Not BTF: it begins with 0x{_found:X4}, not with the magic number 0xEB9F{_text}",
        BtfErrorCode.UnsupportedVersion => $"BTF version {_found} is not supported; the only known one is 1",
        BtfErrorCode.UnsupportedFlags => $"Header flags 0x{_found:X2} are not supported; none is defined",
        BtfErrorCode.BadHeaderLength when _found < BtfHeader.MinimumLength => $"The header says that it is {_found} bytes long; it must have at least 24",
        BtfErrorCode.BadHeaderLength => $"The header says that it is {_found} bytes long; the input has {_bound}",
        BtfErrorCode.UnsupportedHeader => $"The header is {_found} bytes long and the part past the {BtfHeader.KnownLength} known ones is not zero",
        BtfErrorCode.SectionOutOfRange => $"The {_text} section ends at byte {_found}; the input has {_bound}",
        BtfErrorCode.SectionsOverlap => $"The {_text} sections overlap",
        BtfErrorCode.SectionMisaligned => $"The {_text} {_found} is not a multiple of 4",
        BtfErrorCode.BadStringSection => $"The string section {_text}",
        BtfErrorCode.BaseMismatch or BtfErrorCode.NotDistilledBase or BtfErrorCode.NoMatchInBase or BtfErrorCode.SeveralMatchesInBase => _text!,
        BtfErrorCode.UnknownKind => $"Kind {_found} is unknown and no layout section gives its size",
        BtfErrorCode.BadKindLayout => $"The layout section gives kind {_found} a size that is not a multiple of 4",
        BtfErrorCode.RecordTruncated => $"A record of {_found} bytes leaves the type section, which has {_bound} left",
        BtfErrorCode.TypeIdOutOfRange => $"Type id {_found} does not exist; the last one is {_bound}{_text}",
        BtfErrorCode.NameOffsetOutOfRange => $"String offset {_found} does not exist; the strings end at {_bound}{_text}",
        BtfErrorCode.ReferenceLoop => $"More than {_bound} references in a row: a loop",
        BtfErrorCode.UnexpectedKind => $"Type [{_found}] is {_text}",
        BtfErrorCode.TextTooLarge => "The text would be larger, or take longer, than any that compilers' data makes",
        BtfErrorCode.SearchTooLong => "The names are so many and so long that only crafted data has them: the pattern would take too long. Use a glob or a prefix",
        BtfErrorCode.BadExtension or BtfErrorCode.NoExtension or BtfErrorCode.BadElf or BtfErrorCode.NoBtf or BtfErrorCode.UnsupportedCompression or BtfErrorCode.BadCompression or BtfErrorCode.DecompressedTooLarge => _text!,
        BtfErrorCode.ValueTruncated => $"The data has {_bound} bytes and ends too early: a value lies in it up to byte {_found}",
        BtfErrorCode.SizeOutOfRange => $"The type is larger than {uint.MaxValue} bytes",
        _ => Code.ToString(),
    };

    /// <summary>Returns <see cref="Message"/>.</summary>
    public override string ToString() => Message;

    /// <summary>Returns the same error of data that was compressed.</summary>
    internal BtfError Within(string compression) => new(Code, ByteOffset, TypeId, _found, _bound, $"{_text}, compressed with {compression}");

    [DoesNotReturn]
    internal void Throw() => throw new BtfFormatException(this);
}
