namespace Btf.Core;

/// <summary>The rules for the place of a member in its structure or union, by the kind of its type.</summary>
internal static class MemberRules
{
    private const uint MaxBits = 128;
    private const uint EnumBits = 32;
    private const uint PointerSize = 8;

    /// <summary>Returns whether an integer's encoding word means 1, 2, 4, 8 or 16 whole bytes.</summary>
    public static bool IsWholeInt(uint word) => RecordFormat.IntBitOffset(word) == 0 && RecordFormat.IntBits(word) is 8 or 16 or 32 or 64 or 128;

    /// <summary>Checks a member whose type is resolved.</summary>
    /// <param name="context">The types.</param>
    /// <param name="types">The resolved types.</param>
    /// <param name="composite">The structure or union.</param>
    /// <param name="typeId">The member's type.</param>
    /// <param name="word">The member's third word.</param>
    public static BtfFindingCode Check(in VerifierContext context, in ResolvedTypes types, in TypeRecord composite, uint typeId, uint word)
    {
        uint bits = RecordFormat.MemberBitOffset(word, composite.KindFlag);
        uint width = (uint)RecordFormat.MemberBitfieldSize(word, composite.KindFlag);

        // The first pass has reported such a member. The sums below rely on this check as well.
        if (ElementRules.WholeBytes(bits) > composite.SizeOrType)
        {
            return BtfFindingCode.None;
        }

        if (!types.TryGetSize(context, ref typeId, out uint size))
        {
            return BtfFindingCode.MemberType;
        }

        context.TryGetKind(typeId, out BtfKind kind);
        return kind switch
        {
            BtfKind.Int when composite.KindFlag => CheckFlaggedInt(context.WordOf(typeId, RecordFormat.TailField), composite.SizeOrType, bits, width),
            BtfKind.Int => CheckInt(context.WordOf(typeId, RecordFormat.TailField), composite.SizeOrType, bits),
            BtfKind.Enum or BtfKind.Enum64 when composite.KindFlag => CheckFlaggedEnum(composite.SizeOrType, bits, width),
            _ when width != 0 => BtfFindingCode.BitfieldSize,
            BtfKind.Float => CheckFloat(size, composite.SizeOrType, bits),
            BtfKind.Ptr => CheckWhole(PointerSize, composite.SizeOrType, bits),
            _ => CheckWhole(size, composite.SizeOrType, bits),
        };
    }

    private static BtfFindingCode CheckInt(uint integer, uint compositeSize, uint bits)
    {
        ulong start = (ulong)bits + (uint)RecordFormat.IntBitOffset(integer);
        return start > uint.MaxValue
            ? BtfFindingCode.MemberOffsetOverflow
            : CheckBits((uint)start, (uint)RecordFormat.IntBits(integer), compositeSize);
    }

    private static BtfFindingCode CheckFlaggedInt(uint integer, uint compositeSize, uint bits, uint width)
    {
        uint whole = (uint)RecordFormat.IntBits(integer);
        return !IsWholeInt(integer) ? BtfFindingCode.MemberBaseType
            : width > whole ? BtfFindingCode.BitfieldSize
            : width == 0 && bits % 8 != 0 ? BtfFindingCode.MemberOffset
            : CheckBits(bits, width == 0 ? whole : width, compositeSize);
    }

    private static BtfFindingCode CheckFlaggedEnum(uint compositeSize, uint bits, uint width) =>
        width > EnumBits ? BtfFindingCode.BitfieldSize
        : width == 0 && bits % 8 != 0 ? BtfFindingCode.MemberNotByteAligned
        : ElementRules.WholeBytes(bits + (width == 0 ? EnumBits : width)) > compositeSize ? BtfFindingCode.MemberExceedsComposite
        : BtfFindingCode.None;

    private static BtfFindingCode CheckBits(uint start, uint width, uint compositeSize)
    {
        uint first = start / 8;
        uint copied = width + start % 8;
        return copied > MaxBits ? BtfFindingCode.MemberTooWide
            : compositeSize < first || compositeSize - first < ElementRules.WholeBytes(copied) ? BtfFindingCode.MemberExceedsComposite
            : BtfFindingCode.None;
    }

    private static BtfFindingCode CheckWhole(uint size, uint compositeSize, uint bits) =>
        bits % 8 != 0 ? BtfFindingCode.MemberNotByteAligned
        : compositeSize - bits / 8 < size ? BtfFindingCode.MemberExceedsComposite
        : BtfFindingCode.None;

    private static BtfFindingCode CheckFloat(uint size, uint compositeSize, uint bits) =>
        size == 0 || bits % (Math.Min(size, PointerSize) * 8) != 0 ? BtfFindingCode.FloatMisaligned
        : (ulong)bits / 8 + size > compositeSize ? BtfFindingCode.MemberExceedsComposite
        : BtfFindingCode.None;
}
