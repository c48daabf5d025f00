namespace Btf.Core;

/// <summary>Groups of kinds that the rules speak of.</summary>
internal static class TypeKinds
{
    /// <summary>Typedefs, qualifiers and type tags: what stands for the type that it refers to.</summary>
    public const BtfKinds Modifiers = BtfKinds.Typedef | BtfKinds.Volatile | BtfKinds.Const | BtfKinds.Restrict | BtfKinds.TypeTag;

    /// <summary>What refers to other types, and is looked through before anything is known of it.</summary>
    public const BtfKinds Resolved = Modifiers | BtfKinds.Ptr | BtfKinds.Composite | BtfKinds.Array | BtfKinds.Var | BtfKinds.Func | BtfKinds.DeclTag | BtfKinds.DataSec;

    /// <summary>What nothing may refer to but a section, a tag, or what tells where functions were inlined.</summary>
    public const BtfKinds SourcesOnly = BtfKinds.Var | BtfKinds.DataSec | BtfKinds.DeclTag | BtfKinds.Location;

    /// <summary>What has its size in its own record.</summary>
    public const BtfKinds Sized = BtfKinds.Int | BtfKinds.Composite | BtfKinds.AnyEnum | BtfKinds.Float | BtfKinds.DataSec;

    /// <summary>What a declaration tag may be on.</summary>
    public const BtfKinds Tagged = BtfKinds.Func | BtfKinds.Composite | BtfKinds.Var | BtfKinds.Typedef;

    /// <summary>What has no size and never will; void has none either.</summary>
    public const BtfKinds Unsized = BtfKinds.Fwd | BtfKinds.Func | BtfKinds.FuncProto | BtfKinds.DeclTag;
}
