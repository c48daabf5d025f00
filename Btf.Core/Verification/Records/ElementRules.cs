using System.Runtime.CompilerServices;

namespace Btf.Core;

/// <summary>The first pass over a record's elements: the rules that need no other type.</summary>
internal static class ElementRules
{
    public const uint MemberSize = 12;
    public const uint EntrySize = 12;
    public const uint ParameterSize = 8;

    private const uint NameField = 0;
    private const uint MemberTypeField = 4;
    private const uint MemberOffsetField = 8;
    private const uint EntryTypeField = 0;
    private const uint EntryOffsetField = 4;
    private const uint EntrySizeField = 8;

    /// <summary>Checks the members of a structure or union.</summary>
    /// <returns>Whether the checks continue; the same holds for the other kinds.</returns>
    public static bool CheckMembers(scoped ref VerifierContext context, in TypeRecord record)
    {
        uint last = 0;
        uint field = RecordFormat.HeadSize;
        bool isUnion = record.Kind == BtfKind.Union;
        for (int i = 0; i < record.Vlen; i++, field += MemberSize)
        {
            uint name = context.Word(record.Offset + field);
            uint type = context.Word(record.Offset + field + MemberTypeField);
            uint offset = RecordFormat.MemberBitOffset(context.Word(record.Offset + field + MemberOffsetField), record.KindFlag);
            if (name != 0 && !context.IsIdentifier(name))
            {
                if (!ReportMemberName(ref context, record, field, i, name))
                {
                    return false;
                }
            }
            else if (!RecordRules.IsTypeIdNotVoid(type))
            {
                if (!context.Report(RecordRules.VoidOrTooLarge(type), record, field + MemberTypeField, i))
                {
                    return false;
                }
            }
            else if ((isUnion && offset != 0) || offset < last || WholeBytes(offset) > record.SizeOrType)
            {
                BtfFindingCode code =
                    isUnion && offset != 0 ? BtfFindingCode.MemberOffsetInUnion
                    : offset < last ? BtfFindingCode.MembersOutOfOrder
                    : BtfFindingCode.MemberOffsetOutOfRange;
                if (!context.Report(code, record, field + MemberOffsetField, i))
                {
                    return false;
                }
            }

            last = Math.Max(last, offset);
        }

        return true;
    }

    /// <summary>Checks that all values of an enumeration of either width have names.</summary>
    public static bool CheckValues(scoped ref VerifierContext context, in TypeRecord record)
    {
        uint size = record.Kind == BtfKind.Enum ? 8u : 12u;
        uint field = RecordFormat.HeadSize;
        for (int i = 0; i < record.Vlen; i++, field += size)
        {
            uint name = context.Word(record.Offset + field);
            if (name == 0 || !context.IsIdentifier(name))
            {
                BtfFindingCode code =
                    !context.TryGetString(name, out _) ? BtfFindingCode.NameOffsetOutOfRange
                    : name == 0 ? BtfFindingCode.NameMissing
                    : BtfFindingCode.NameNotIdentifier;
                if (!context.Report(code, record, field, i))
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>Checks that the entries of a data section are in order, lie inside the section, and do not overlap.</summary>
    public static bool CheckEntries(scoped ref VerifierContext context, in TypeRecord record)
    {
        uint last = 0;
        ulong sum = 0;
        uint field = RecordFormat.HeadSize;
        for (int i = 0; i < record.Vlen; i++, field += EntrySize)
        {
            uint type = context.Word(record.Offset + field + EntryTypeField);
            uint offset = context.Word(record.Offset + field + EntryOffsetField);
            uint size = context.Word(record.Offset + field + EntrySizeField);

            // In 32 bits, as in the kernel: the next entry sees an end of 2^32 as 0.
            uint end = unchecked(offset + size);
            (BtfFindingCode code, uint at) =
                !RecordRules.IsTypeIdNotVoid(type) ? (RecordRules.VoidOrTooLarge(type), EntryTypeField)
                : offset < last || offset >= record.SizeOrType ? (BtfFindingCode.EntryOffset, EntryOffsetField)
                : size == 0 || size > record.SizeOrType ? (BtfFindingCode.EntrySize, EntrySizeField)
                : end > record.SizeOrType ? (BtfFindingCode.EntryExceedsSection, EntrySizeField)
                : (BtfFindingCode.None, 0u);
            if (code != BtfFindingCode.None && !context.Report(code, record, field + at, i))
            {
                return false;
            }

            last = end;
            sum += size;
        }

        return sum <= record.SizeOrType || context.Report(BtfFindingCode.EntriesExceedSection, record, RecordFormat.SizeOrTypeField);
    }

    /// <summary>Returns the number of bytes for a number of bits that starts at a whole byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint WholeBytes(uint bits) => (bits >> 3) + ((bits & 7) != 0 ? 1u : 0u);

    private static bool ReportMemberName(scoped ref VerifierContext context, in TypeRecord record, uint field, int index, uint name) =>
        context.Report(
            context.TryGetString(name, out _) ? BtfFindingCode.NameNotIdentifier : BtfFindingCode.MemberNameOffsetOutOfRange, record, field + NameField, index);
}
