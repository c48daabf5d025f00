using System.Runtime.CompilerServices;

namespace Btf.Core;

/// <summary>The first pass: the rules for each record alone, in the order in which the kernel checks them.</summary>
internal static class RecordRules
{
    private const uint MaxTypeId = 0xF_FFFF;
    private const uint ReservedInfo618 = ~0x9F00_FFFFu;
    private const uint ReservedInt = 0xF000_0000;
    private const uint MaxBits = 128;

    private const BtfKinds NoElements =
        BtfKinds.Int | BtfKinds.Ptr | TypeKinds.Modifiers | BtfKinds.Fwd | BtfKinds.Array | BtfKinds.Var | BtfKinds.Float | BtfKinds.DeclTag;

    private const BtfKinds WithKindFlag = BtfKinds.Composite | BtfKinds.AnyEnum | BtfKinds.Fwd | BtfKinds.DeclTag | BtfKinds.TypeTag;

    /// <summary>Returns whether the kernel accepts a number as a type id at all.</summary>
    public static bool IsTypeId(uint word) => word <= MaxTypeId;

    /// <summary>Checks every record, and finds the start of each.</summary>
    /// <param name="context">Its offsets and kinds have room for as many records as the section can hold, and are cut to the number of records.</param>
    /// <returns>Whether all records were reached, and the checks continue.</returns>
    public static bool CheckAll(scoped ref VerifierContext context)
    {
        uint id = context.FirstTypeId;
        uint end = (uint)context.TypeSectionLength;
        uint at = 0;
        int count = 0;
        context.Offsets[0] = 0;
        ReadOnlySpan<ulong> sizes = RecordSizes.Known;
        while (at < end)
        {
            if (!CheckHead(ref context, id, at, end - at, sizes, out TypeRecord record, out uint length) || !CheckRecord(ref context, record))
            {
                return false;
            }

            // The kernel checks records past the highest possible id, but cannot store them: no type has such an id.
            if (id < MaxTypeId)
            {
                context.Offsets[count] = at;
                context.Kinds[count++] = (byte)record.Kind;
                context.Offsets[count] = at + length;
            }

            at += length;
            id++;
        }

        context.Offsets = context.Offsets[..(count + 1)];
        context.Kinds = context.Kinds[..count];
        context.NextTypeId = context.FirstTypeId + (uint)count;
        return true;
    }

    /// <summary>Checks that the record has a length and a name.</summary>
    /// <returns>Whether the walk can continue. Findings about the name do not stop it if all findings are wanted.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool CheckHead(scoped ref VerifierContext context, uint id, uint at, uint left, ReadOnlySpan<ulong> sizes, out TypeRecord record, out uint length)
    {
        length = 0;
        if (left < RecordFormat.HeadSize)
        {
            record = new TypeRecord(id, at, 0, 0, 0);
            context.Report(BtfFindingCode.RecordTruncated, record, 0);
            return false;
        }

        record = context.ReadRecord(id, at);
        if (context.Options.Rules == BtfRules.Linux618 && (record.Info & ReservedInfo618) != 0 &&
            !context.Report(BtfFindingCode.ReservedInfoBits, record, RecordFormat.InfoField))
        {
            return false;
        }

        if (record.Kind == BtfKind.Void || record.Kind > LocationRules.LastKind(context.Options.Rules))
        {
            context.Report(BtfFindingCode.UnknownKind, record, RecordFormat.InfoField);
            return false;
        }

        if (!context.TryGetString(record.Name, out _) && !context.Report(BtfFindingCode.NameOffsetOutOfRange, record, RecordFormat.NameOffsetField))
        {
            return false;
        }

        ulong needed = RecordSizes.Of(sizes, record.Info);
        if (needed > left)
        {
            context.Report(BtfFindingCode.RecordTruncated, record, RecordFormat.InfoField);
            return false;
        }

        length = (uint)needed;
        return true;
    }

    private static bool CheckRecord(scoped ref VerifierContext context, in TypeRecord record) => record.Kind switch
    {
        BtfKind.Int => CheckFlags(ref context, record) && CheckInt(ref context, record),
        BtfKind.Array => CheckName(ref context, record) && CheckFlags(ref context, record) && CheckArray(ref context, record),
        BtfKind.Struct or BtfKind.Union => CheckName(ref context, record) && ElementRules.CheckMembers(ref context, record),
        BtfKind.Enum or BtfKind.Enum64 => CheckEnum(ref context, record),
        BtfKind.Fwd => CheckFlags(ref context, record) && CheckForward(ref context, record),
        BtfKind.Func => CheckName(ref context, record) && CheckFunction(ref context, record),
        BtfKind.FuncProto => CheckName(ref context, record) && CheckFlags(ref context, record),
        BtfKind.Var => CheckFlags(ref context, record) && CheckName(ref context, record) && CheckVariable(ref context, record),
        BtfKind.DataSec => CheckDataSection(ref context, record),
        BtfKind.Float => CheckFlags(ref context, record) && CheckFloat(ref context, record),
        BtfKind.DeclTag => CheckDeclTag(ref context, record),
        BtfKind.LocParam => CheckName(ref context, record) && CheckFlags(ref context, record) && LocationRules.CheckParameter(ref context, record),
        BtfKind.LocProto => CheckName(ref context, record) && CheckFlags(ref context, record),
        BtfKind.LocSec => CheckFlags(ref context, record) && CheckSectionName(ref context, record),
        _ => CheckReference(ref context, record),
    };

    private static bool CheckFlags(scoped ref VerifierContext context, in TypeRecord record)
    {
        if (record.Vlen != 0 && NoElements.Includes(record.Kind))
        {
            return context.Report(BtfFindingCode.VlenForbidden, record, RecordFormat.InfoField);
        }

        return !record.KindFlag || WithKindFlag.Includes(record.Kind) || context.Report(BtfFindingCode.KindFlagForbidden, record, RecordFormat.InfoField);
    }

    private static bool CheckName(scoped ref VerifierContext context, in TypeRecord record)
    {
        const BtfKinds required = BtfKinds.Fwd | BtfKinds.Typedef | BtfKinds.Func | BtfKinds.Var;
        const BtfKinds optional = BtfKinds.Composite | BtfKinds.AnyEnum;
        BtfFindingCode code;
        if (record.Name == 0)
        {
            code = required.Includes(record.Kind) ? BtfFindingCode.NameMissing : BtfFindingCode.None;
        }
        else if ((required | optional).Includes(record.Kind))
        {
            code = context.IsIdentifier(record.Name) ? BtfFindingCode.None : BtfFindingCode.NameNotIdentifier;
        }
        else
        {
            code = BtfFindingCode.NameForbidden;
        }

        return code == BtfFindingCode.None || context.Report(code, record, RecordFormat.NameOffsetField);
    }

    private static bool CheckInt(scoped ref VerifierContext context, in TypeRecord record)
    {
        uint word = context.Word(record.Offset + RecordFormat.TailField);
        uint bits = (uint)(RecordFormat.IntBits(word) + RecordFormat.IntBitOffset(word));
        BtfFindingCode code =
            (word & ReservedInt) != 0 ? BtfFindingCode.ReservedIntBits
            : bits > MaxBits ? BtfFindingCode.IntTooWide
            : (bits + 7) / 8 > record.SizeOrType ? BtfFindingCode.IntExceedsSize
            : (uint)RecordFormat.IntEncoding(word) is 0 or 1 or 2 or 4 ? BtfFindingCode.None
            : BtfFindingCode.UnsupportedEncoding;
        return code == BtfFindingCode.None || context.Report(code, record, RecordFormat.TailField);
    }

    private static bool CheckReference(scoped ref VerifierContext context, in TypeRecord record)
    {
        if (!CheckFlags(ref context, record) || (!IsTypeId(record.SizeOrType) && !context.Report(BtfFindingCode.TypeIdTooLarge, record, RecordFormat.SizeOrTypeField)))
        {
            return false;
        }

        if (record.Kind != BtfKind.TypeTag)
        {
            return CheckName(ref context, record);
        }

        return HasText(ref context, record) || context.Report(BtfFindingCode.TypeTagWithoutValue, record, RecordFormat.NameOffsetField);
    }

    private static bool CheckForward(scoped ref VerifierContext context, in TypeRecord record) =>
        (record.SizeOrType == 0 || context.Report(BtfFindingCode.TypeForbidden, record, RecordFormat.SizeOrTypeField)) && CheckName(ref context, record);

    private static bool CheckArray(scoped ref VerifierContext context, in TypeRecord record)
    {
        const uint indexField = RecordFormat.TailField + 4;
        if (record.SizeOrType != 0 && !context.Report(BtfFindingCode.SizeForbidden, record, RecordFormat.SizeOrTypeField))
        {
            return false;
        }

        return (IsTypeIdNotVoid(context.Word(record.Offset + RecordFormat.TailField)) || context.Report(BtfFindingCode.ArrayElementType, record, RecordFormat.TailField))
            && (IsTypeIdNotVoid(context.Word(record.Offset + indexField)) || context.Report(BtfFindingCode.ArrayIndexType, record, indexField));
    }

    private static bool CheckEnum(scoped ref VerifierContext context, in TypeRecord record) =>
        (record.SizeOrType is 1 or 2 or 4 or 8 || context.Report(BtfFindingCode.EnumSize, record, RecordFormat.SizeOrTypeField))
        && CheckName(ref context, record)
        && ElementRules.CheckValues(ref context, record);

    private static bool CheckFunction(scoped ref VerifierContext context, in TypeRecord record)
    {
        if (record.Vlen > (int)BtfFunctionLinkage.Global && !context.Report(BtfFindingCode.FunctionLinkage, record, RecordFormat.InfoField))
        {
            return false;
        }

        return CheckFlags(ref context, record);
    }

    private static bool CheckVariable(scoped ref VerifierContext context, in TypeRecord record)
    {
        if (!IsTypeIdNotVoid(record.SizeOrType) && !context.Report(VoidOrTooLarge(record.SizeOrType), record, RecordFormat.SizeOrTypeField))
        {
            return false;
        }

        return context.Word(record.Offset + RecordFormat.TailField) <= (uint)BtfVariableLinkage.GlobalAllocated
            || context.Report(BtfFindingCode.VariableLinkage, record, RecordFormat.TailField);
    }

    private static bool CheckDataSection(scoped ref VerifierContext context, in TypeRecord record)
    {
        if (record.SizeOrType == 0 && !context.Report(BtfFindingCode.DataSectionEmpty, record, RecordFormat.SizeOrTypeField))
        {
            return false;
        }

        if (!CheckFlags(ref context, record))
        {
            return false;
        }

        return CheckSectionName(ref context, record) && ElementRules.CheckEntries(ref context, record);
    }

    private static bool CheckSectionName(scoped ref VerifierContext context, in TypeRecord record)
    {
        bool named = record.Name != 0 && context.TryGetString(record.Name, out ReadOnlySpan<byte> name) && NameRules.IsSectionName(name);
        return named || context.Report(record.Name == 0 ? BtfFindingCode.NameMissing : BtfFindingCode.NameNotPrintable, record, RecordFormat.NameOffsetField);
    }

    private static bool CheckFloat(scoped ref VerifierContext context, in TypeRecord record) =>
        record.SizeOrType is 2 or 4 or 8 or 12 or 16 || context.Report(BtfFindingCode.FloatSize, record, RecordFormat.SizeOrTypeField);

    private static bool CheckDeclTag(scoped ref VerifierContext context, in TypeRecord record)
    {
        if (!HasText(ref context, record) && !context.Report(BtfFindingCode.DeclTagWithoutValue, record, RecordFormat.NameOffsetField))
        {
            return false;
        }

        return CheckFlags(ref context, record)
            && ((int)context.Word(record.Offset + RecordFormat.TailField) >= -1 || context.Report(BtfFindingCode.ComponentIndexNegative, record, RecordFormat.TailField));
    }

    private static bool HasText(scoped ref VerifierContext context, in TypeRecord record) =>
        context.TryGetString(record.Name, out ReadOnlySpan<byte> text) && !NameRules.IsEmpty(text);

    /// <summary>Returns the rule that an id breaks in a place where void is not allowed.</summary>
    public static BtfFindingCode VoidOrTooLarge(uint typeId) => typeId == 0 ? BtfFindingCode.VoidNotAllowed : BtfFindingCode.TypeIdTooLarge;

    public static bool IsTypeIdNotVoid(uint word) => word - 1 < MaxTypeId;
}
