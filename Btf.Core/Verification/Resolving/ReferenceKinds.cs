namespace Btf.Core;

/// <summary>What a type may refer to, as far as the other's own record tells.</summary>
internal static class ReferenceKinds
{
    /// <summary>The kinds that must be looked through before what refers to them.</summary>
    public static BtfKinds AwaitedIn(ResolveMode mode) => mode switch
    {
        ResolveMode.Pointer => TypeKinds.Modifiers | BtfKinds.Ptr,
        ResolveMode.Composite => TypeKinds.Modifiers | BtfKinds.Array | BtfKinds.Composite,
        _ => TypeKinds.Resolved,
    };

    /// <summary>What is wrong with a reference to a type of a kind, which is void where there is no type.</summary>
    public static BtfFindingCode MissingOrNotAllowed(BtfKind kind) => kind == BtfKind.Void ? BtfFindingCode.NoSuchType : BtfFindingCode.TypeNotAllowed;

    /// <summary>Whether a type may be an array's element or index, or a member's, as far as its own kind tells.</summary>
    public static bool IsElement(scoped in VerifierContext context, uint typeId, out BtfKind kind) =>
        context.TryGetKind(typeId, out kind) && kind != BtfKind.Void && !(TypeKinds.Unsized | TypeKinds.SourcesOnly).Includes(kind);

    /// <summary>False for an integer that is not 1, 2, 4, 8 or 16 whole bytes; true for everything else.</summary>
    public static bool IsWholeInt(scoped in VerifierContext context, uint typeId, out bool isInt)
    {
        context.TryGetKind(typeId, out BtfKind kind);
        isInt = kind == BtfKind.Int;
        return !isInt || MemberRules.IsWholeInt(context.WordOf(typeId, RecordFormat.TailField));
    }

    /// <summary>How many members or parameters a type has that a tag may be on.</summary>
    public static int ComponentCount(scoped in VerifierContext context, uint typeId, BtfKind kind)
    {
        if (kind == BtfKind.Func)
        {
            typeId = context.SizeOrTypeOf(typeId);
            context.TryGetKind(typeId, out kind);
        }

        uint size = BtfKinds.Composite.Includes(kind) ? ElementRules.MemberSize : ElementRules.ParameterSize;
        return !(BtfKinds.Composite | BtfKinds.FuncProto).Includes(kind) ? 0
            : typeId < context.FirstTypeId ? context.Below![typeId].Vlen
            : context.ElementCount(typeId, size);
    }

    /// <summary>What is wrong with a section's entry of a size for a variable.</summary>
    public static BtfFindingCode CheckEntry(scoped in VerifierContext context, ResolvedTypes types, uint variable, uint entrySize)
    {
        uint type = context.SizeOrTypeOf(variable);
        return !context.TryGetKind(type, out _) || !types.TryGetSize(context, ref type, out uint size) ? BtfFindingCode.VariableWithoutSize
            : entrySize < size ? BtfFindingCode.EntrySmallerThanType
            : BtfFindingCode.None;
    }
}
