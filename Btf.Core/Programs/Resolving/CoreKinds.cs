using Btf.Core.Extensions;

namespace Btf.Core.Programs;

/// <summary>Classifies the kinds of relocations and of types.</summary>
internal static class CoreKinds
{
    /// <summary>Returns whether a relocation asks about a field.</summary>
    public static bool IsField(BtfCoreRelocationKind kind) =>
        kind is >= BtfCoreRelocationKind.FieldByteOffset and <= BtfCoreRelocationKind.FieldRightShift;

    /// <summary>Returns whether a relocation asks about a type as a whole.</summary>
    public static bool IsType(BtfCoreRelocationKind kind) =>
        kind is >= BtfCoreRelocationKind.LocalTypeId and <= BtfCoreRelocationKind.TypeSize or BtfCoreRelocationKind.TypeMatches;

    /// <summary>Returns whether a relocation asks about an enumerator.</summary>
    public static bool IsEnumerator(BtfCoreRelocationKind kind) => kind is BtfCoreRelocationKind.EnumValueExists or BtfCoreRelocationKind.EnumValue;

    /// <summary>Returns whether a relocation only asks whether something exists: a missing target gives the value 0.</summary>
    public static bool AsksExistence(BtfCoreRelocationKind kind) =>
        kind is BtfCoreRelocationKind.FieldExists or BtfCoreRelocationKind.TypeExists or BtfCoreRelocationKind.EnumValueExists or BtfCoreRelocationKind.TypeMatches;

    /// <summary>Returns whether two kinds are compatible: they are equal, or both are enumerations.</summary>
    public static bool AreCompatible(BtfKind left, BtfKind right) => left == right || (IsEnum(left) && IsEnum(right));

    /// <summary>Returns whether a kind is an enumeration of 32 or of 64 bits.</summary>
    public static bool IsEnum(BtfKind kind) => kind is BtfKind.Enum or BtfKind.Enum64;

    /// <summary>Returns whether a kind is a structure or union.</summary>
    public static bool IsComposite(BtfKind kind) => kind is BtfKind.Struct or BtfKind.Union;

    /// <summary>Returns the kinds that a candidate of a local type may have.</summary>
    public static BtfKinds CandidateKinds(BtfKind kind, CoreRules rules) =>
        IsEnum(kind) && rules != CoreRules.Kernel ? BtfKinds.AnyEnum
        : kind <= BtfKind.Enum64 ? (BtfKinds)(1u << (int)kind)
        : BtfKinds.None;
}
