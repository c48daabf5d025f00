namespace Btf.Core;

/// <summary>The groups of kinds in the rules.</summary>
internal static class TypeKinds
{
    /// <summary>Typedefs, qualifiers and type tags: they stand for the type that they refer to.</summary>
    public const BtfKinds Modifiers = BtfKinds.Typedef | BtfKinds.Volatile | BtfKinds.Const | BtfKinds.Restrict | BtfKinds.TypeTag;

    /// <summary>Kinds that refer to other types and must be resolved first.</summary>
    public const BtfKinds Resolved = Modifiers | BtfKinds.Ptr | BtfKinds.Composite | BtfKinds.Array | BtfKinds.Var | BtfKinds.Func | BtfKinds.DeclTag | BtfKinds.DataSec;

    /// <summary>Kinds to which only sections, tags and the kinds for inlined functions may refer.</summary>
    public const BtfKinds SourcesOnly = BtfKinds.Var | BtfKinds.DataSec | BtfKinds.DeclTag | BtfKinds.Location;

    /// <summary>Kinds with the size in their own record.</summary>
    public const BtfKinds Sized = BtfKinds.Int | BtfKinds.Composite | BtfKinds.AnyEnum | BtfKinds.Float | BtfKinds.DataSec;

    /// <summary>Kinds that a declaration tag may be on.</summary>
    public const BtfKinds Tagged = BtfKinds.Func | BtfKinds.Composite | BtfKinds.Var | BtfKinds.Typedef;

    /// <summary>Kinds that never have a size, like void.</summary>
    public const BtfKinds Unsized = BtfKinds.Fwd | BtfKinds.Func | BtfKinds.FuncProto | BtfKinds.DeclTag;
}
