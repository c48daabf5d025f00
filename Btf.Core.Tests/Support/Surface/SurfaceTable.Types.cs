namespace Btf.Core.Tests;

public static partial class SurfaceTable
{
    private static IEnumerable<SurfaceCall> Types =>
    [
        new("BtfType.Kind", s => _ = s.Type.Kind),
        new("BtfType.Vlen", s => _ = s.Type.Vlen),
        new("BtfType.KindFlag", s => _ = s.Type.KindFlag),
        new("BtfType.Name", s => _ = s.Type.Name),
        new("BtfType.NameOffset", s => _ = s.Type.NameOffset),
        new("BtfType.SizeOrType", s => _ = s.Type.SizeOrType),
        new("BtfType.Target", s => _ = s.Type.Target),
        new("BtfType.Underlying", s => _ = s.Type.Underlying),
        new("BtfType.Unqualified", s => _ = s.Type.Unqualified),
        new("BtfType.Object", s => _ = s.Type.Object, SurfaceTraits.ReadsNothing),
        new("BtfType.Id", s => _ = s.Type.Id, SurfaceTraits.ReadsNothing),
        new("BtfType.Chain", s => _ = s.Type.Chain, SurfaceTraits.ReadsNothing),
        new("BtfType.TryGetTarget(out BtfType)", s => s.Type.TryGetTarget(out _)),
        new("BtfType.TryGetUnderlying(out BtfType)", s => s.Type.TryGetUnderlying(out _)),
        new("BtfType.TryGetUnqualified(out BtfType)", s => s.Type.TryGetUnqualified(out _)),
        new("BtfType.op_Equality(BtfType, BtfType)", s => _ = s.Type == s.Composite.AsType(), SurfaceTraits.ReadsNothing),
        new("BtfType.op_Inequality(BtfType, BtfType)", s => _ = s.Type != s.Composite.AsType(), SurfaceTraits.ReadsNothing),
        new("BtfType.Equals(BtfType)", s => s.Type.Equals(s.Composite.AsType()), SurfaceTraits.ReadsNothing),
        new("BtfType.Equals(Object)", s => s.Type.Equals(s.BoxedType), SurfaceTraits.ReadsNothing),
        new("BtfType.GetHashCode()", s => s.Type.GetHashCode(), SurfaceTraits.ReadsNothing),
        new("BtfType.ToString()", s => s.Type.ToString(), SurfaceTraits.Allocates | SurfaceTraits.ReadsNothing),
        new("BtfType.IsVoid", s => _ = s.Type.IsVoid, SurfaceTraits.ReadsNothing),
        new("BtfType.IsNone", s => _ = s.Type.IsNone, SurfaceTraits.ReadsNothing),
        
        // The views of a type by kind.
        new("BtfType.AsInt()", s => s.Int.AsType().AsInt()),
        new("BtfType.TryAsInt(out BtfInt)", s => s.Type.TryAsInt(out _)),
        new("BtfType.AsFloat()", s => s.Float.AsType().AsFloat()),
        new("BtfType.TryAsFloat(out BtfFloat)", s => s.Type.TryAsFloat(out _)),
        new("BtfType.AsArray()", s => s.Array.AsType().AsArray()),
        new("BtfType.TryAsArray(out BtfArray)", s => s.Type.TryAsArray(out _)),
        new("BtfType.AsComposite()", s => s.Composite.AsType().AsComposite()),
        new("BtfType.TryAsComposite(out BtfComposite)", s => s.Type.TryAsComposite(out _)),
        new("BtfType.AsEnum()", s => s.Enum.AsType().AsEnum()),
        new("BtfType.TryAsEnum(out BtfEnum)", s => s.Type.TryAsEnum(out _)),
        new("BtfType.AsForward()", s => s.Forward.AsType().AsForward()),
        new("BtfType.TryAsForward(out BtfForward)", s => s.Type.TryAsForward(out _)),
        new("BtfType.AsFunction()", s => s.Function.AsType().AsFunction()),
        new("BtfType.TryAsFunction(out BtfFunction)", s => s.Type.TryAsFunction(out _)),
        new("BtfType.AsFunctionPrototype()", s => s.Prototype.AsType().AsFunctionPrototype()),
        new("BtfType.TryAsFunctionPrototype(out BtfFunctionPrototype)", s => s.Type.TryAsFunctionPrototype(out _)),
        new("BtfType.AsVariable()", s => s.Variable.AsType().AsVariable()),
        new("BtfType.TryAsVariable(out BtfVariable)", s => s.Type.TryAsVariable(out _)),
        new("BtfType.AsDataSection()", s => s.DataSection.AsType().AsDataSection()),
        new("BtfType.TryAsDataSection(out BtfDataSection)", s => s.Type.TryAsDataSection(out _)),
        new("BtfType.AsDeclTag()", s => s.DeclTag.AsType().AsDeclTag()),
        new("BtfType.TryAsDeclTag(out BtfDeclTag)", s => s.Type.TryAsDeclTag(out _)),
        new("BtfType.AsTypeTag()", s => s.TypeTag.AsType().AsTypeTag()),
        new("BtfType.TryAsTypeTag(out BtfTypeTag)", s => s.Type.TryAsTypeTag(out _)),
        
        // The chain of types that a type leads to.
        new("BtfTypeChain.Last()", s => _ = s.Type.Chain.Last()),
        new("BtfTypeChain.GetEnumerator()", s => Walk(s.Type.Chain)),
        new("BtfTypeChain.Enumerator.Current", s => _ = s.ChainWalk.Current, SurfaceTraits.ReadsNothing),
        new("BtfTypeChain.Enumerator.MoveNext()", s => Step(s.ChainWalk)),
    ];
}
