namespace Btf.Core;

/// <summary>What holds for every type of a kind.</summary>
public static class BtfKindExtensions
{
    private const uint Nameable =
        1u << (int)BtfKind.Int | 1u << (int)BtfKind.Struct | 1u << (int)BtfKind.Union | 1u << (int)BtfKind.Enum |
        1u << (int)BtfKind.Fwd | 1u << (int)BtfKind.Typedef | 1u << (int)BtfKind.Func | 1u << (int)BtfKind.Var |
        1u << (int)BtfKind.DataSec | 1u << (int)BtfKind.Float | 1u << (int)BtfKind.DeclTag | 1u << (int)BtfKind.TypeTag |
        1u << (int)BtfKind.Enum64;

    private const uint Referring =
        1u << (int)BtfKind.Ptr | 1u << (int)BtfKind.Typedef | 1u << (int)BtfKind.Volatile | 1u << (int)BtfKind.Const |
        1u << (int)BtfKind.Restrict | 1u << (int)BtfKind.Func | 1u << (int)BtfKind.Var | 1u << (int)BtfKind.DeclTag |
        1u << (int)BtfKind.TypeTag;

    private const uint Modifying =
        1u << (int)BtfKind.Volatile | 1u << (int)BtfKind.Const | 1u << (int)BtfKind.Restrict | 1u << (int)BtfKind.TypeTag;

    /// <summary>Whether this is one of the kinds 1-19, whose fields this version can read.</summary>
    /// <param name="kind">The kind.</param>
    public static bool IsKnown(this BtfKind kind) => kind is >= BtfKind.Int and <= BtfKind.Enum64;

    /// <summary>
    /// Whether types of this kind can carry a name: all but pointers, arrays, qualifiers and prototypes
    /// (the "name_off" rule of each kind in <c>Documentation/bpf/btf.rst</c>).
    /// </summary>
    /// <param name="kind">The kind.</param>
    public static bool CanHaveName(this BtfKind kind) => IsIn(kind, Nameable);

    /// <summary>
    /// Whether the third word of such a record is a type id that <see cref="BtfType.Target"/> follows: pointers, typedefs, qualifiers,
    /// type tags, functions, variables and declaration tags. Arrays and prototypes name their types in views of their own.
    /// </summary>
    /// <param name="kind">The kind.</param>
    public static bool HasTarget(this BtfKind kind) => IsIn(kind, Referring);

    /// <summary>Whether this is <c>const</c>, <c>volatile</c>, <c>restrict</c> or a type tag, which <see cref="BtfType.Unqualified"/> steps over.</summary>
    /// <param name="kind">The kind.</param>
    public static bool IsModifier(this BtfKind kind) => IsIn(kind, Modifying);

    private static bool IsIn(BtfKind kind, uint set) => (uint)kind < 32 && (set >> (int)kind & 1) != 0;
}
