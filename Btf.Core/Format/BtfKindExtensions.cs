namespace Btf.Core;

/// <summary>What holds for every type of a kind.</summary>
public static class BtfKindExtensions
{
    private const BtfKinds Referring =
        BtfKinds.Ptr | BtfKinds.Typedef | BtfKinds.Volatile | BtfKinds.Const | BtfKinds.Restrict | BtfKinds.Func | BtfKinds.Var | BtfKinds.DeclTag |
        BtfKinds.TypeTag;

    // BtfKinds.Unknown.
    private const int UnknownBit = 31;

    private const BtfKinds Modifying = BtfKinds.Volatile | BtfKinds.Const | BtfKinds.Restrict | BtfKinds.TypeTag;

    /// <summary>
    /// The kind's name in the format, without <c>BTF_KIND_</c>: <c>INT</c>, <c>FUNC_PROTO</c>, <c>DATASEC</c>. <c>VOID</c> for the type of id 0, <c>UNKNOWN</c> for a
    /// kind that this version does not know.
    /// </summary>
    /// <param name="kind">The kind.</param>
    public static string GetName(this BtfKind kind) => BtfKindNames.Of(kind);

    /// <summary>Whether this version can read the fields of this kind. Void has none.</summary>
    /// <param name="kind">The kind.</param>
    internal static bool IsKnown(this BtfKind kind) => kind is >= BtfKind.Int and <= RecordShape.LastKind;

    /// <summary>
    /// Whether types of this kind can carry a name: all but pointers, arrays, qualifiers and prototypes
    /// (the "name_off" rule of each kind in <c>Documentation/bpf/btf.rst</c>).
    /// </summary>
    /// <param name="kind">The kind.</param>
    internal static bool CanHaveName(this BtfKind kind) => BtfKinds.Nameable.Includes(kind);

    /// <summary>
    /// Whether the third word of such a record is a type id that <see cref="BtfType.Target"/> follows: pointers, typedefs, qualifiers,
    /// type tags, functions, variables and declaration tags. Arrays and prototypes name their types in views of their own.
    /// </summary>
    /// <param name="kind">The kind.</param>
    public static bool HasTarget(this BtfKind kind) => Referring.Includes(kind);

    /// <summary>Whether this is <c>const</c>, <c>volatile</c>, <c>restrict</c> or a type tag, which <see cref="BtfType.Unqualified"/> steps over.</summary>
    /// <param name="kind">The kind.</param>
    internal static bool IsModifier(this BtfKind kind) => Modifying.Includes(kind);

    /// <summary>Whether a set includes a kind.</summary>
    /// <param name="kinds">The set.</param>
    /// <param name="kind">The kind. One that this version does not know is included in <see cref="BtfKinds.Unknown"/>.</param>
    public static bool Includes(this BtfKinds kinds, BtfKind kind) => ((uint)kinds >> (kind <= RecordShape.LastKind ? (int)kind : UnknownBit) & 1) != 0;
}
