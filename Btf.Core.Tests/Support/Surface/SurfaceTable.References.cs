namespace Btf.Core.Tests;

public static partial class SurfaceTable
{
    private static IEnumerable<SurfaceCall> References =>
    [
        new("BtfObject.FindReferrers(BtfType)", s => _ = s.Object.FindReferrers(s.References.Number)),
        new("BtfObject.FindReferrers(BtfType)", s => Walk(s.Object.FindReferrers(s.References.Number))),
        new("BtfObject.FindReferrers(BtfType)", s => Walk(s.Object.FindReferrers(s.Function.AsType()))),
        new("BtfObject.FindFunctionsTaking(BtfType)", s => _ = s.Object.FindFunctionsTaking(s.References.Number)),
        new("BtfObject.FindFunctionsTaking(BtfType)", s => Walk(s.Object.FindFunctionsTaking(s.References.Number))),
        new("BtfObject.FindFunctionsTaking(BtfType)", s => Walk(s.Object.FindFunctionsTaking(s.Function.AsType()))),
        new("BtfObject.FindFunctionsReturning(BtfType)", s => _ = s.Object.FindFunctionsReturning(s.References.Number)),
        new("BtfObject.FindFunctionsReturning(BtfType)", s => Walk(s.Object.FindFunctionsReturning(s.References.Number))),
        new("BtfObject.FindFunctionsReturning(BtfType)", s => Walk(s.Object.FindFunctionsReturning(s.Function.AsType()))),
        new("BtfObject.FindDeclTags(BtfType)", s => _ = s.Object.FindDeclTags(s.References.Number)),
        new("BtfObject.FindDeclTags(BtfType)", s => Walk(s.Object.FindDeclTags(s.References.Tagged))),
        new("BtfObject.FindDeclTags(BtfType)", s => Walk(s.Object.FindDeclTags(s.Function.AsType()))),
        new("BtfObject.FindDeclTags(BtfType, Int32)", s => _ = s.Object.FindDeclTags(s.References.Tagged, 1)),
        new("BtfObject.FindDeclTags(BtfType, Int32)", s => Walk(s.Object.FindDeclTags(s.References.Tagged, 1))),
        new("BtfObject.FindKfuncs()", s => _ = s.Object.FindKfuncs()),
        new("BtfObject.MarksKfuncs", s => _ = s.Object.MarksKfuncs),
        new("BtfObject.FindKfuncs()", s => Walk(s.Object.FindKfuncs())),
        new("BtfObject.IsKfunc(BtfType)", s => s.Object.IsKfunc(s.Function.AsType())),
        new("BtfObject.IsKfunc(BtfType)", s => s.Object.IsKfunc(s.References.Number)),

        // The results of these searches.
        new("BtfTypeReferrers.Count()", s => _ = s.References.Referrers.Count()),
        new("BtfTypeReferrers.GetEnumerator()", s => Walk(s.References.Referrers)),
        new("BtfTypeReferrers.Enumerator.Current", s => _ = s.References.ReferrerWalk.Current, SurfaceTraits.ReadsNothing),
        new("BtfTypeReferrers.Enumerator.MoveNext()", s => Step(s.References.ReferrerWalk)),
        new("BtfFunctionMatches.Count()", s => _ = s.References.Functions.Count()),
        new("BtfFunctionMatches.GetEnumerator()", s => Walk(s.References.Functions)),
        new("BtfFunctionMatches.Enumerator.Current", s => _ = s.References.FunctionWalk.Current, SurfaceTraits.ReadsNothing),
        new("BtfFunctionMatches.Enumerator.MoveNext()", s => Step(s.References.FunctionWalk)),
        new("BtfFunctionMatches.Enumerator.Dispose()", s => default(BtfFunctionMatches.Enumerator).Dispose(), SurfaceTraits.ReadsNothing),
        new("BtfDeclTagMatches.Count()", s => _ = s.References.Tags.Count()),
        new("BtfDeclTagMatches.GetEnumerator()", s => Walk(s.References.Tags)),
        new("BtfDeclTagMatches.Enumerator.Current", s => _ = s.References.TagWalk.Current, SurfaceTraits.ReadsNothing),
        new("BtfDeclTagMatches.Enumerator.MoveNext()", s => Step(s.References.TagWalk)),
    ];
}
