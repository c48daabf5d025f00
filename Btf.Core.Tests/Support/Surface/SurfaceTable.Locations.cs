namespace Btf.Core.Tests;

public static partial class SurfaceTable
{
    private static IEnumerable<SurfaceCall> Locations =>
    [
        .. View("BtfLocationParameter", s => s.LocationParameter, s => s.LocationParameter.AsType(), s => s.LocationParameter),
        new("BtfLocationParameter.Size", s => _ = s.LocationParameter.Size),
        new("BtfLocationParameter.Flags", s => _ = s.LocationParameter.Flags),
        new("BtfLocationParameter.ValueCount", s => _ = s.LocationParameter.ValueCount),
        new("BtfLocationParameter.GetValue(Int32)", s => _ = s.LocationParameter.GetValue(0)),
        new("BtfLocationParameter.ToString()", s => s.LocationParameter.ToString(), SurfaceTraits.Allocates | SurfaceTraits.ReadsNothing),
        new("BtfType.AsLocationParameter()", s => s.LocationParameter.AsType().AsLocationParameter()),
        new("BtfType.TryAsLocationParameter(out BtfLocationParameter)", s => s.Type.TryAsLocationParameter(out _)),
        .. View("BtfLocationPrototype", s => s.LocationPrototype, s => s.LocationPrototype.AsType(), s => s.LocationPrototype),
        new("BtfLocationPrototype.Parameters", s => _ = s.LocationPrototype.Parameters),
        new("BtfLocationPrototype.ToString()", s => s.LocationPrototype.ToString(), SurfaceTraits.Allocates | SurfaceTraits.ReadsNothing),
        new("BtfType.AsLocationPrototype()", s => s.LocationPrototype.AsType().AsLocationPrototype()),
        new("BtfType.TryAsLocationPrototype(out BtfLocationPrototype)", s => s.Type.TryAsLocationPrototype(out _)),
        .. View("BtfLocationSection", s => s.LocationSection, s => s.LocationSection.AsType(), s => s.LocationSection),
        new("BtfLocationSection.Name", s => _ = s.LocationSection.Name),
        new("BtfLocationSection.Sites", s => _ = s.LocationSection.Sites),
        new("BtfLocationSection.ToString()", s => s.LocationSection.ToString(), SurfaceTraits.Allocates | SurfaceTraits.ReadsNothing),
        new("BtfType.AsLocationSection()", s => s.LocationSection.AsType().AsLocationSection()),
        new("BtfType.TryAsLocationSection(out BtfLocationSection)", s => s.Type.TryAsLocationSection(out _)),
        new("BtfParameterLocation.DeclaringType", s => _ = s.ParameterLocations[0].DeclaringType, SurfaceTraits.ReadsNothing),
        new("BtfParameterLocation.Index", s => _ = s.ParameterLocations[0].Index, SurfaceTraits.ReadsNothing),
        new("BtfParameterLocation.TypeId", s => _ = s.ParameterLocations[0].TypeId),
        new("BtfParameterLocation.TryGetLocation(out BtfLocationParameter)", s => s.ParameterLocations[0].TryGetLocation(out _)),
        new("BtfParameterLocation.ToString()", s => s.ParameterLocations[0].ToString(), SurfaceTraits.Allocates | SurfaceTraits.ReadsNothing),
        .. Equality("BtfParameterLocation", s => s.ParameterLocations[0]),
        new("BtfElementList<BtfParameterLocation>.Count", s => _ = s.ParameterLocations.Count, SurfaceTraits.ReadsNothing),
        new("BtfElementList<BtfParameterLocation>[Int32]", s => _ = s.ParameterLocations[0], SurfaceTraits.ReadsNothing),
        new("BtfElementList<BtfParameterLocation>.GetEnumerator()", s => Walk(s.ParameterLocations)),
        new("BtfElementList<BtfParameterLocation>.Enumerator.Current", s => _ = s.ParameterLocationWalk.Current, SurfaceTraits.ReadsNothing),
        new("BtfElementList<BtfParameterLocation>.Enumerator.MoveNext()", s => Step(s.ParameterLocationWalk), SurfaceTraits.ReadsNothing),
        new("BtfInlineSite.DeclaringType", s => _ = s.InlineSites[0].DeclaringType, SurfaceTraits.ReadsNothing),
        new("BtfInlineSite.Index", s => _ = s.InlineSites[0].Index, SurfaceTraits.ReadsNothing),
        new("BtfInlineSite.Function", s => _ = s.InlineSites[0].Function),
        new("BtfInlineSite.FunctionId", s => _ = s.InlineSites[0].FunctionId),
        new("BtfInlineSite.Prototype", s => _ = s.InlineSites[0].Prototype),
        new("BtfInlineSite.PrototypeId", s => _ = s.InlineSites[0].PrototypeId),
        new("BtfInlineSite.Offset", s => _ = s.InlineSites[0].Offset),
        new("BtfInlineSite.ToString()", s => s.InlineSites[0].ToString(), SurfaceTraits.Allocates | SurfaceTraits.ReadsNothing),
        .. Equality("BtfInlineSite", s => s.InlineSites[0]),
        new("BtfElementList<BtfInlineSite>.Count", s => _ = s.InlineSites.Count, SurfaceTraits.ReadsNothing),
        new("BtfElementList<BtfInlineSite>[Int32]", s => _ = s.InlineSites[0], SurfaceTraits.ReadsNothing),
        new("BtfElementList<BtfInlineSite>.GetEnumerator()", s => Walk(s.InlineSites)),
        new("BtfElementList<BtfInlineSite>.Enumerator.Current", s => _ = s.InlineSiteWalk.Current, SurfaceTraits.ReadsNothing),
        new("BtfElementList<BtfInlineSite>.Enumerator.MoveNext()", s => Step(s.InlineSiteWalk), SurfaceTraits.ReadsNothing),
    ];

    private static void Step(BtfElementList<BtfParameterLocation>.Enumerator walk) => walk.MoveNext();

    private static void Walk(BtfElementList<BtfParameterLocation> elements)
    {
        foreach (BtfParameterLocation element in elements)
        {
            _ = element.TypeId;
        }
    }

    private static void Step(BtfElementList<BtfInlineSite>.Enumerator walk) => walk.MoveNext();

    private static void Walk(BtfElementList<BtfInlineSite> elements)
    {
        foreach (BtfInlineSite element in elements)
        {
            _ = element.Offset;
        }
    }
}
