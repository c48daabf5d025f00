using System.Runtime.CompilerServices;

namespace Btf.Core;

/// <summary>The meaning of the bits in a record's words. No other code knows it; readers and views pass the words.</summary>
internal static class RecordFormat
{
    /// <summary>The length in bytes of the head of every record: name offset, info, and a size or type id.</summary>
    public const uint HeadSize = 12;

    public const uint NameOffsetField = 0;
    public const uint InfoField = 4;
    public const uint SizeOrTypeField = 8;

    /// <summary>The first word after the head, for the kinds that have one (int, array, var, decl_tag).</summary>
    public const uint TailField = 12;

    /// <summary>The length in bytes of a member of a structure or union.</summary>
    public const uint MemberSize = 12;

    /// <summary>The length in bytes of a parameter of a prototype.</summary>
    public const uint ParameterSize = 8;

    /// <summary>The offset of the type's id in a parameter.</summary>
    public const uint ParameterTypeField = 4;

    /// <summary>The number of kinds that the kind field can hold.</summary>
    public const int KindCount = 128;

    /// <summary>Returns the word <c>info</c> of a record.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Info(BtfKind kind, int vlen, bool kindFlag) => (kindFlag ? 1u << 31 : 0) | (uint)kind << 24 | (uint)vlen;

    // Bits 24-30; bit 31 is kind_flag. Older kernels have 5 bits of kind and 16 of vlen, with zeros around them: the wider masks read both.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static BtfKind Kind(uint info) => (BtfKind)(info >> 24 & 0x7F);

    // The same from the info word's highest byte alone, which saves a shift in loops over millions of records.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static BtfKind Kind(byte highest) => (BtfKind)(highest & 0x7F);

    // The offset of the info word's highest byte in a record.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint KindField(bool swapped) => swapped == BitConverter.IsLittleEndian ? InfoField : InfoField + sizeof(uint) - 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Vlen(uint info) => (int)(info & 0xFF_FFFF);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool KindFlag(uint info) => (int)info < 0;

    /// <summary>Returns a member's offset from the start of its composite, in bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint MemberBitOffset(uint word, bool kindFlag) => kindFlag ? word & 0xFF_FFFF : word;

    /// <summary>Returns a bit-field's size in bits; 0 for an ordinary member.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int MemberBitfieldSize(uint word, bool kindFlag) => kindFlag ? (int)(word >> 24) : 0;

    public static BtfIntEncoding IntEncoding(uint word) => (BtfIntEncoding)(word >> 24 & 0x0F);

    public static int IntBitOffset(uint word) => (int)(word >> 16 & 0xFF);

    public static int IntBits(uint word) => (int)(word & 0xFF);

    /// <summary>Widens a 32-bit value to 64 bits: sign-extended if its enumeration is signed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong EnumValue(uint word, bool signed) => signed ? (ulong)(int)word : word;

    public static ulong Enum64Value(uint low, uint high) => (ulong)high << 32 | low;
}
