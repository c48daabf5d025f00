using System.Numerics;

namespace Btf.Core.Tests;

public static partial class SurfaceTable
{
    private static IEnumerable<SurfaceCall> Views =>
    [
        .. View("BtfInt", s => s.Int, s => s.Int.AsType(), s => s.Int),
        new("BtfInt.Name", s => _ = s.Int.Name),
        new("BtfInt.Size", s => _ = s.Int.Size),
        new("BtfInt.Encoding", s => _ = s.Int.Encoding),
        new("BtfInt.BitOffset", s => _ = s.Int.BitOffset),
        new("BtfInt.Bits", s => _ = s.Int.Bits),
        new("BtfInt.IsSigned", s => _ = s.Int.IsSigned),
        new("BtfInt.ToString()", s => s.Int.ToString(), SurfaceTraits.Allocates | SurfaceTraits.ReadsNothing),
        .. View("BtfFloat", s => s.Float, s => s.Float.AsType(), s => s.Float),
        new("BtfFloat.Name", s => _ = s.Float.Name),
        new("BtfFloat.Size", s => _ = s.Float.Size),
        new("BtfFloat.ToString()", s => s.Float.ToString(), SurfaceTraits.Allocates | SurfaceTraits.ReadsNothing),
        .. View("BtfArray", s => s.Array, s => s.Array.AsType(), s => s.Array),
        new("BtfArray.ElementType", s => _ = s.Array.ElementType),
        new("BtfArray.ElementTypeId", s => _ = s.Array.ElementTypeId),
        new("BtfArray.IndexType", s => _ = s.Array.IndexType),
        new("BtfArray.IndexTypeId", s => _ = s.Array.IndexTypeId),
        new("BtfArray.Count", s => _ = s.Array.Count),
        new("BtfArray.ToString()", s => s.Array.ToString(), SurfaceTraits.Allocates | SurfaceTraits.ReadsNothing),
        .. View("BtfComposite", s => s.Composite, s => s.Composite.AsType(), s => s.Composite),
        new("BtfComposite.Name", s => _ = s.Composite.Name),
        new("BtfComposite.IsUnion", s => _ = s.Composite.IsUnion),
        new("BtfComposite.Size", s => _ = s.Composite.Size),
        new("BtfComposite.Members", s => _ = s.Composite.Members),
        new("BtfComposite.ToString()", s => s.Composite.ToString(), SurfaceTraits.Allocates | SurfaceTraits.ReadsNothing),
        .. View("BtfEnum", s => s.Enum, s => s.Enum.AsType(), s => s.Enum),
        new("BtfEnum.Name", s => _ = s.Enum.Name),
        new("BtfEnum.Size", s => _ = s.Enum.Size),
        new("BtfEnum.IsSigned", s => _ = s.Enum.IsSigned),
        new("BtfEnum.Values", s => _ = s.Enum.Values),
        new("BtfEnum.FindValue(String)", s => s.Enum.FindValue(s.ValueText)),
        new("BtfEnum.TryFindValue(String, out BtfEnumValue)", s => s.Enum.TryFindValue("missing", out _)),
        new("BtfEnum.FindValue(ReadOnlySpan<Char>)", s => s.Enum.FindValue(s.ValueText.AsSpan())),
        new("BtfEnum.TryFindValue(ReadOnlySpan<Char>, out BtfEnumValue)", s => s.Enum.TryFindValue("missing".AsSpan(), out _)),
        new("BtfEnum.FindValue(ReadOnlySpan<Byte>)", s => s.Enum.FindValue(s.ValueName)),
        new("BtfEnum.TryFindValue(ReadOnlySpan<Byte>, out BtfEnumValue)", s => s.Enum.TryFindValue("missing"u8, out _)),
        new("BtfEnum.ToString()", s => s.Enum.ToString(), SurfaceTraits.Allocates | SurfaceTraits.ReadsNothing),
        .. View("BtfForward", s => s.Forward, s => s.Forward.AsType(), s => s.Forward),
        new("BtfForward.Name", s => _ = s.Forward.Name),
        new("BtfForward.IsUnion", s => _ = s.Forward.IsUnion),
        new("BtfForward.ToString()", s => s.Forward.ToString(), SurfaceTraits.Allocates | SurfaceTraits.ReadsNothing),
        .. View("BtfFunction", s => s.Function, s => s.Function.AsType(), s => s.Function),
        new("BtfFunction.Name", s => _ = s.Function.Name),
        new("BtfFunction.Linkage", s => _ = s.Function.Linkage),
        new("BtfFunction.Prototype", s => _ = s.Function.Prototype),
        new("BtfFunction.ToString()", s => s.Function.ToString(), SurfaceTraits.Allocates | SurfaceTraits.ReadsNothing),
        .. View("BtfFunctionPrototype", s => s.Prototype, s => s.Prototype.AsType(), s => s.Prototype),
        new("BtfFunctionPrototype.ReturnType", s => _ = s.Prototype.ReturnType),
        new("BtfFunctionPrototype.ReturnTypeId", s => _ = s.Prototype.ReturnTypeId),
        new("BtfFunctionPrototype.Parameters", s => _ = s.Prototype.Parameters),
        new("BtfFunctionPrototype.IsVariadic", s => _ = s.Prototype.IsVariadic),
        new("BtfFunctionPrototype.ToString()", s => s.Prototype.ToString(), SurfaceTraits.Allocates | SurfaceTraits.ReadsNothing),
        .. View("BtfVariable", s => s.Variable, s => s.Variable.AsType(), s => s.Variable),
        new("BtfVariable.Name", s => _ = s.Variable.Name),
        new("BtfVariable.VariableType", s => _ = s.Variable.VariableType),
        new("BtfVariable.Linkage", s => _ = s.Variable.Linkage),
        new("BtfVariable.ToString()", s => s.Variable.ToString(), SurfaceTraits.Allocates | SurfaceTraits.ReadsNothing),
        .. View("BtfDataSection", s => s.DataSection, s => s.DataSection.AsType(), s => s.DataSection),
        new("BtfDataSection.Name", s => _ = s.DataSection.Name),
        new("BtfDataSection.Size", s => _ = s.DataSection.Size),
        new("BtfDataSection.Entries", s => _ = s.DataSection.Entries),
        new("BtfDataSection.ToString()", s => s.DataSection.ToString(), SurfaceTraits.Allocates | SurfaceTraits.ReadsNothing),
        .. View("BtfDeclTag", s => s.DeclTag, s => s.DeclTag.AsType(), s => s.DeclTag),
        new("BtfDeclTag.Value", s => _ = s.DeclTag.Value),
        new("BtfDeclTag.ComponentIndex", s => _ = s.DeclTag.ComponentIndex),
        new("BtfDeclTag.IsAttribute", s => _ = s.DeclTag.IsAttribute),
        new("BtfDeclTag.ToString()", s => s.DeclTag.ToString(), SurfaceTraits.Allocates | SurfaceTraits.ReadsNothing),
        .. View("BtfTypeTag", s => s.TypeTag, s => s.TypeTag.AsType(), s => s.TypeTag),
        new("BtfTypeTag.Value", s => _ = s.TypeTag.Value),
        new("BtfTypeTag.IsAttribute", s => _ = s.TypeTag.IsAttribute),
        new("BtfTypeTag.ToString()", s => s.TypeTag.ToString(), SurfaceTraits.Allocates | SurfaceTraits.ReadsNothing),
    ];

    /// <summary>The calls that each view of a kind has: the type itself, and equality.</summary>
    private static IEnumerable<SurfaceCall> View<T>(string name, Func<SurfaceSample, T> view, Action<SurfaceSample> asType, Func<SurfaceSample, BtfType> convert)
        where T : struct, IEqualityOperators<T, T, bool>, IEquatable<T> =>
    [
        new($"{name}.AsType()", asType, SurfaceTraits.ReadsNothing),
        new($"{name}.op_Implicit({name})", s => convert(s), SurfaceTraits.ReadsNothing),
        .. Equality(name, view),
    ];

    private static IEnumerable<SurfaceCall> Equality<T>(string name, Func<SurfaceSample, T> view)
        where T : struct, IEqualityOperators<T, T, bool>, IEquatable<T> =>
    [
        new($"{name}.op_Equality({name}, {name})", s => _ = view(s) == view(s), SurfaceTraits.ReadsNothing),
        new($"{name}.op_Inequality({name}, {name})", s => _ = view(s) != view(s), SurfaceTraits.ReadsNothing),
        new($"{name}.Equals({name})", s => view(s).Equals(view(s)), SurfaceTraits.ReadsNothing),
        new($"{name}.Equals(Object)", s => view(s).Equals(s.BoxedType), SurfaceTraits.ReadsNothing),
        new($"{name}.GetHashCode()", s => view(s).GetHashCode(), SurfaceTraits.ReadsNothing),
    ];
}
