namespace Btf.Core;

/// <summary>Properties that all types of a kind share.</summary>
public static class BtfKindExtensions
{
    private const BtfKinds Referring =
        BtfKinds.Ptr | BtfKinds.Typedef | BtfKinds.Volatile | BtfKinds.Const | BtfKinds.Restrict | BtfKinds.Func | BtfKinds.Var | BtfKinds.DeclTag |
        BtfKinds.TypeTag;

    // The bit of BtfKinds.Unknown.
    private const int UnknownBit = 31;

    private const BtfKinds Modifying = BtfKinds.Volatile | BtfKinds.Const | BtfKinds.Restrict | BtfKinds.TypeTag;

    /// <summary>
    /// Returns the kind's name in the format, without <c>BTF_KIND_</c>: <c>INT</c>, <c>FUNC_PROTO</c>, <c>DATASEC</c>; <c>VOID</c> for the type with id 0, and
    /// <c>UNKNOWN</c> for a kind that this version does not know.
    /// </summary>
    /// <param name="kind">The kind.</param>
    public static string GetName(this BtfKind kind) => BtfKindNames.Of(kind);

    /// <summary>Returns whether this version can read the fields of this kind. Void has none.</summary>
    /// <param name="kind">The kind.</param>
    internal static bool IsKnown(this BtfKind kind) => kind is >= BtfKind.Int and <= RecordShape.LastKind;

    /// <summary>
    /// Returns whether types of this kind can have a name: all but pointers, arrays, qualifiers and prototypes (the "name_off" rule of each kind in
    /// <c>Documentation/bpf/btf.rst</c>).
    /// </summary>
    /// <param name="kind">The kind.</param>
    internal static bool CanHaveName(this BtfKind kind) => BtfKinds.Nameable.Includes(kind);

    /// <summary>
    /// Returns whether the third word of such a record is a type id that <see cref="BtfType.Target"/> follows: in pointers, typedefs, qualifiers, type tags,
    /// functions, variables and declaration tags. The views of arrays and prototypes return the types that these refer to.
    /// </summary>
    /// <param name="kind">The kind.</param>
    public static bool HasTarget(this BtfKind kind) => Referring.Includes(kind);

    /// <summary>Returns whether this is <c>const</c>, <c>volatile</c>, <c>restrict</c> or a type tag, which <see cref="BtfType.Unqualified"/> skips.</summary>
    /// <param name="kind">The kind.</param>
    internal static bool IsModifier(this BtfKind kind) => Modifying.Includes(kind);

    /// <summary>Returns whether a set includes a kind.</summary>
    /// <param name="kinds">The set.</param>
    /// <param name="kind">The kind. <see cref="BtfKinds.Unknown"/> includes every kind that this version does not know.</param>
    public static bool Includes(this BtfKinds kinds, BtfKind kind) => ((uint)kinds >> (kind <= RecordShape.LastKind ? (int)kind : UnknownBit) & 1) != 0;
}
