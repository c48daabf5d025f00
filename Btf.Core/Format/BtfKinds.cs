namespace Btf.Core;

/// <summary>A set of kinds: bit n stands for the kind with number n.</summary>
[Flags]
public enum BtfKinds : uint
{
    /// <summary>No kind.</summary>
    None = 0,

    /// <summary>See <see cref="BtfKind.Int"/>.</summary>
    Int = 1 << BtfKind.Int,

    /// <summary>See <see cref="BtfKind.Ptr"/>.</summary>
    Ptr = 1 << BtfKind.Ptr,

    /// <summary>See <see cref="BtfKind.Array"/>.</summary>
    Array = 1 << BtfKind.Array,

    /// <summary>See <see cref="BtfKind.Struct"/>.</summary>
    Struct = 1 << BtfKind.Struct,

    /// <summary>See <see cref="BtfKind.Union"/>.</summary>
    Union = 1 << BtfKind.Union,

    /// <summary>See <see cref="BtfKind.Enum"/>.</summary>
    Enum = 1 << BtfKind.Enum,

    /// <summary>See <see cref="BtfKind.Fwd"/>.</summary>
    Fwd = 1 << BtfKind.Fwd,

    /// <summary>See <see cref="BtfKind.Typedef"/>.</summary>
    Typedef = 1 << BtfKind.Typedef,

    /// <summary>See <see cref="BtfKind.Volatile"/>.</summary>
    Volatile = 1 << BtfKind.Volatile,

    /// <summary>See <see cref="BtfKind.Const"/>.</summary>
    Const = 1 << BtfKind.Const,

    /// <summary>See <see cref="BtfKind.Restrict"/>.</summary>
    Restrict = 1 << BtfKind.Restrict,

    /// <summary>See <see cref="BtfKind.Func"/>.</summary>
    Func = 1 << BtfKind.Func,

    /// <summary>See <see cref="BtfKind.FuncProto"/>.</summary>
    FuncProto = 1 << BtfKind.FuncProto,

    /// <summary>See <see cref="BtfKind.Var"/>.</summary>
    Var = 1 << BtfKind.Var,

    /// <summary>See <see cref="BtfKind.DataSec"/>.</summary>
    DataSec = 1 << BtfKind.DataSec,

    /// <summary>See <see cref="BtfKind.Float"/>.</summary>
    Float = 1 << BtfKind.Float,

    /// <summary>See <see cref="BtfKind.DeclTag"/>.</summary>
    DeclTag = 1 << BtfKind.DeclTag,

    /// <summary>See <see cref="BtfKind.TypeTag"/>.</summary>
    TypeTag = 1 << BtfKind.TypeTag,

    /// <summary>See <see cref="BtfKind.Enum64"/>.</summary>
    Enum64 = 1 << BtfKind.Enum64,

    /// <summary>See <see cref="BtfKind.LocParam"/>.</summary>
    LocParam = 1 << BtfKind.LocParam,

    /// <summary>See <see cref="BtfKind.LocProto"/>.</summary>
    LocProto = 1 << BtfKind.LocProto,

    /// <summary>See <see cref="BtfKind.LocSec"/>.</summary>
    LocSec = 1 << BtfKind.LocSec,

    /// <summary>Every kind that this version does not know.</summary>
    Unknown = 1u << 31,

    /// <summary>Structures and unions.</summary>
    Composite = Struct | Union,

    /// <summary>Enumerations of 32 and of 64 bits.</summary>
    AnyEnum = Enum | Enum64,

    /// <summary>
    /// The kinds that tell where functions were inlined: <see cref="BtfLocationParameter"/>, <see cref="BtfLocationPrototype"/>,
    /// <see cref="BtfLocationSection"/>.
    /// </summary>
    Location = LocParam | LocProto | LocSec,

    /// <summary>The kinds that can have a name: all but pointers, arrays, qualifiers, prototypes, and the locations of parameters.</summary>
    Nameable = Int | Composite | AnyEnum | Fwd | Typedef | Func | Var | DataSec | Float | DeclTag | TypeTag | LocSec,

    /// <summary>Every kind.</summary>
    All = uint.MaxValue,
}
