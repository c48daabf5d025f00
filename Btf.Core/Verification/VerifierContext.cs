using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Btf.Core;

/// <summary>The data that all rules share: the sections, the base, and the results so far for each type.</summary>
/// <remarks>
/// The record of a type lies between its own start and the next one's. The first pass found these starts, and they do not change. So every read stays inside
/// the record, even if the data changes (a disposed object reads as zeros).
/// </remarks>
internal ref struct VerifierContext
{
    private const int ExternLinkage = 2;

    // Hostile types may share one string as long as the section. It must not be read to its end once for each type.
    private const int MaxTextLength = 4 * NameRules.MaxLength;

    private readonly ReadOnlySpan<byte> _types;
    private readonly ReadOnlySpan<byte> _strings;
    private readonly int _typeStart;

    // The number of places in the type section at which a whole word starts.
    private readonly uint _wordStarts;
    private readonly uint _firstStringOffset;
    private readonly bool _swapped;

    public VerifierContext(ReadOnlySpan<byte> data, VerifierSections sections, BtfObject? baseObject, BtfVerifierOptions options, FindingSink sink)
    {
        _types = data.Slice(sections.TypeStart, sections.TypeLength);
        _strings = data.Slice(sections.StringStart, sections.StringLength);
        _typeStart = sections.TypeStart;
        _wordStarts = (uint)Math.Max(0, _types.Length - (sizeof(uint) - 1));
        _swapped = options.KernelByteOrder != WordReader.NativeOrder;
        _firstStringOffset = baseObject?.NextStringOffset ?? 0;
        Below = baseObject;
        FirstTypeId = baseObject?.NextTypeId ?? 1;
        Options = options;
        Sink = sink;
    }

    /// <summary>The object that the data continues.</summary>
    public BtfObject? Below { get; }

    public BtfVerifierOptions Options { get; }

    public FindingSink Sink;

    public uint FirstTypeId { get; }

    /// <summary>One past the last type's id.</summary>
    public uint NextTypeId { get; set; }

    /// <summary>The start of each of the data's own records, and the end of the last one.</summary>
    public Span<uint> Offsets;

    /// <summary>The kind of each of the data's own types.</summary>
    public Span<byte> Kinds;

    public readonly int TypeSectionLength => _types.Length;

    /// <summary>Finds the kind of the type with an id, <see cref="BtfKind.Void"/> for id 0.</summary>
    /// <returns>Whether a type has the id.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool TryGetKind(uint typeId, out BtfKind kind)
    {
        uint index = typeId - FirstTypeId;
        if (index < (uint)Kinds.Length)
        {
            kind = (BtfKind)Kinds[(int)index];
            return true;
        }

        return TryGetKindBelow(typeId, out kind);
    }

    /// <summary>Returns a word of a record, which must exist, by its offset from the record's start.</summary>
    public readonly uint WordOf(uint typeId, uint field)
    {
        uint index = typeId - FirstTypeId;
        return index < (uint)Kinds.Length ? Word(Offsets[(int)index] + field)
            : field < RecordFormat.HeadSize ? BelowWord(Below![typeId], field)
            : Below![typeId].ReadTail(field);
    }

    /// <summary>Returns the size or type id of a type, which must exist.</summary>
    public readonly uint SizeOrTypeOf(uint typeId) => WordOf(typeId, RecordFormat.SizeOrTypeField);

    /// <summary>Returns the kind flag of a type, which must exist.</summary>
    public readonly bool KindFlagOf(uint typeId) =>
        typeId >= FirstTypeId ? RecordFormat.KindFlag(WordOf(typeId, RecordFormat.InfoField)) : Below![typeId].KindFlag;

    /// <summary>Returns the number of elements of a size that fit into the record of a type: its vlen.</summary>
    public readonly int ElementCount(uint typeId, uint elementSize)
    {
        int index = (int)(typeId - FirstTypeId);
        return (int)((Offsets[index + 1] - Offsets[index] - RecordFormat.HeadSize) / elementSize);
    }

    /// <summary>Returns the head of one of the data's own types.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly TypeRecord RecordOf(uint typeId) => ReadRecord(typeId, Offsets[(int)(typeId - FirstTypeId)]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly TypeRecord ReadRecord(uint typeId, uint offset) =>
        new(typeId, offset, Word(offset), Word(offset + RecordFormat.InfoField), Word(offset + RecordFormat.SizeOrTypeField));

    /// <summary>Returns a word of the type section.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly uint Word(uint offset)
    {
        // One comparison for each of the millions of words: slices would make two.
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(offset, _wordStarts);

        // In bounds: the whole word lies in the section.
        uint word = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref MemoryMarshal.GetReference(_types), offset));
        return _swapped ? BinaryPrimitives.ReverseEndianness(word) : word;
    }

    /// <summary>Finds the bytes from the start of a string, which ends at the first zero or with the span.</summary>
    /// <returns>Whether the offset exists.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool TryGetString(uint offset, out ReadOnlySpan<byte> text)
    {
        uint start = offset - _firstStringOffset;
        if (start < (uint)_strings.Length)
        {
            text = _strings[(int)start..];
            return true;
        }

        return TryGetStringBelow(offset, out text);
    }

    /// <summary>Returns a string, cut after four times the length of the longest name; empty if the offset does not exist.</summary>
    public readonly ReadOnlySpan<byte> StringAt(uint offset)
    {
        TryGetString(offset, out ReadOnlySpan<byte> text);
        text = text[..Math.Min(text.Length, MaxTextLength)];
        int end = text.IndexOf((byte)0);
        return end < 0 ? text : text[..end];
    }

    public readonly bool IsIdentifier(uint offset) => TryGetString(offset, out ReadOnlySpan<byte> text) && NameRules.IsIdentifier(text);

    /// <summary>Receives a finding about a record's head, or one of its elements.</summary>
    /// <returns>Whether the checks continue.</returns>
    public bool Report(BtfFindingCode code, in TypeRecord record, uint field, int element = -1)
    {
        bool isFilled = Options.IsBeforeLoading && IsFilledByLoader(code, record);

        // A section without a size is reported once. That its entries do not fit into it is a consequence.
        return (isFilled && IsAboutEntries(code))
            || Sink.Report(code, _typeStart + (long)record.Offset + field, record.TypeId, record.Kind, element, isFilled);
    }

    private static bool IsAboutEntries(BtfFindingCode code) =>
        code is BtfFindingCode.EntryOffset or BtfFindingCode.EntrySize or BtfFindingCode.EntryExceedsSection or BtfFindingCode.EntriesExceedSection;

    /// <summary>Returns whether a loader fills in the field of a finding.</summary>
    private readonly bool IsFilledByLoader(BtfFindingCode code, in TypeRecord record) => code switch
    {
        BtfFindingCode.DataSectionEmpty => true,
        BtfFindingCode.NotAVariable => record.Kind == BtfKind.DataSec && record.SizeOrType == 0,
        BtfFindingCode.FunctionLinkage => record.Vlen == ExternLinkage,
        BtfFindingCode.ParameterUnnamed => record.Kind == BtfKind.Func && record.Vlen == ExternLinkage,
        BtfFindingCode.VariableLinkage => Word(record.Offset + RecordFormat.TailField) == ExternLinkage,
        BtfFindingCode.TypeNotAllowed => record.Kind == BtfKind.Var && Word(record.Offset + RecordFormat.TailField) == ExternLinkage,
        _ => IsAboutEntries(code) && record.SizeOrType == 0,
    };

    private static uint BelowWord(BtfType type, uint field) => field == RecordFormat.NameOffsetField ? type.NameOffset : type.SizeOrType;

    private readonly bool TryGetKindBelow(uint typeId, out BtfKind kind)
    {
        if (typeId < FirstTypeId && Below is not null && Below.TryGetType(typeId, out BtfType type))
        {
            kind = type.Kind;
            return true;
        }

        kind = BtfKind.Void;
        return typeId == 0;
    }

    private readonly bool TryGetStringBelow(uint offset, out ReadOnlySpan<byte> text)
    {
        text = default;
        return offset < _firstStringOffset && Below!.TryReadString(offset, out text, NameRules.MaxLength + 1);
    }
}
