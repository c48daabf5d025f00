namespace Btf.Core;

/// <summary>The rules for references that need no more than the records of both types.</summary>
internal static class ReferenceKinds
{
    /// <summary>Returns the kinds that must be resolved before types that refer to them.</summary>
    public static BtfKinds AwaitedIn(ResolveMode mode) => mode switch
    {
        ResolveMode.Pointer => TypeKinds.Modifiers | BtfKinds.Ptr,
        ResolveMode.Composite => TypeKinds.Modifiers | BtfKinds.Array | BtfKinds.Composite,
        _ => TypeKinds.Resolved,
    };

    /// <summary>Returns the rule that a reference to a type of a kind breaks; the kind is void if the type does not exist.</summary>
    public static BtfFindingCode MissingOrNotAllowed(BtfKind kind) => kind == BtfKind.Void ? BtfFindingCode.NoSuchType : BtfFindingCode.TypeNotAllowed;

    /// <summary>Returns whether a type, by its kind, may be the type of an array's elements or index, or of a member.</summary>
    public static bool IsElement(scoped in VerifierContext context, uint typeId, out BtfKind kind) =>
        context.TryGetKind(typeId, out kind) && kind != BtfKind.Void && !(TypeKinds.Unsized | TypeKinds.SourcesOnly).Includes(kind);

    /// <summary>Returns false for an integer that is not 1, 2, 4, 8 or 16 whole bytes; true for every other type.</summary>
    public static bool IsWholeInt(scoped in VerifierContext context, uint typeId, out bool isInt)
    {
        context.TryGetKind(typeId, out BtfKind kind);
        isInt = kind == BtfKind.Int;
        return !isInt || MemberRules.IsWholeInt(context.WordOf(typeId, RecordFormat.TailField));
    }

    /// <summary>Returns the number of members or parameters of a type that a tag can be on.</summary>
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

    /// <summary>Returns the rule that a section's entry breaks, given its variable and its size.</summary>
    public static BtfFindingCode CheckEntry(scoped in VerifierContext context, ResolvedTypes types, uint variable, uint entrySize)
    {
        uint type = context.SizeOrTypeOf(variable);
        return !context.TryGetKind(type, out _) || !types.TryGetSize(context, ref type, out uint size) ? BtfFindingCode.VariableWithoutSize
            : entrySize < size ? BtfFindingCode.EntrySmallerThanType
            : BtfFindingCode.None;
    }
}
