namespace Btf.Core.Tests;

public static partial class SurfaceTable
{
    private static IEnumerable<SurfaceCall> References =>
    [
        new("BtfObject.FindReferrers(BtfType)", s => _ = s.Object.FindReferrers(s.References.Number)),
        new("BtfObject.FindReferrers(BtfType)", s => Walk(s.Object.FindReferrers(s.References.Number))),
        new("BtfObject.FindReferrers(BtfType)", s => Walk(s.Object.FindReferrers(s.Function.Type))),
        new("BtfObject.FindFunctionsTaking(BtfType)", s => _ = s.Object.FindFunctionsTaking(s.References.Number)),
        new("BtfObject.FindFunctionsTaking(BtfType)", s => Walk(s.Object.FindFunctionsTaking(s.References.Number))),
        new("BtfObject.FindFunctionsTaking(BtfType)", s => Walk(s.Object.FindFunctionsTaking(s.Function.Type))),
        new("BtfObject.FindFunctionsReturning(BtfType)", s => _ = s.Object.FindFunctionsReturning(s.References.Number)),
        new("BtfObject.FindFunctionsReturning(BtfType)", s => Walk(s.Object.FindFunctionsReturning(s.References.Number))),
        new("BtfObject.FindFunctionsReturning(BtfType)", s => Walk(s.Object.FindFunctionsReturning(s.Function.Type))),
        new("BtfObject.FindDeclTags(BtfType)", s => _ = s.Object.FindDeclTags(s.References.Number)),
        new("BtfObject.FindDeclTags(BtfType)", s => Walk(s.Object.FindDeclTags(s.References.Tagged))),
        new("BtfObject.FindDeclTags(BtfType)", s => Walk(s.Object.FindDeclTags(s.Function.Type))),
        new("BtfObject.FindDeclTags(BtfType, Int32)", s => _ = s.Object.FindDeclTags(s.References.Tagged, 1)),
        new("BtfObject.FindDeclTags(BtfType, Int32)", s => Walk(s.Object.FindDeclTags(s.References.Tagged, 1))),
        new("BtfObject.Kfuncs", s => _ = s.Object.Kfuncs),
        new("BtfObject.MarksKfuncs", s => _ = s.Object.MarksKfuncs),
        new("BtfObject.Kfuncs", s => Walk(s.Object.Kfuncs)),
        new("BtfObject.IsKfunc(BtfType)", s => s.Object.IsKfunc(s.Function.Type)),
        new("BtfObject.IsKfunc(BtfType)", s => s.Object.IsKfunc(s.References.Number)),

        // What these questions give.
        new("BtfTypeReferrers.Count", s => _ = s.References.Referrers.Count),
        new("BtfTypeReferrers.GetEnumerator()", s => Walk(s.References.Referrers)),
        new("BtfTypeReferrers.Enumerator.Current", s => _ = s.References.ReferrerWalk.Current, SurfaceTraits.ReadsNothing),
        new("BtfTypeReferrers.Enumerator.MoveNext()", s => Step(s.References.ReferrerWalk)),
        new("BtfFunctionMatches.Count", s => _ = s.References.Functions.Count),
        new("BtfFunctionMatches.GetEnumerator()", s => Walk(s.References.Functions)),
        new("BtfFunctionMatches.Enumerator.Current", s => _ = s.References.FunctionWalk.Current, SurfaceTraits.ReadsNothing),
        new("BtfFunctionMatches.Enumerator.MoveNext()", s => Step(s.References.FunctionWalk)),
        new("BtfFunctionMatches.Enumerator.Dispose()", s => default(BtfFunctionMatches.Enumerator).Dispose(), SurfaceTraits.ReadsNothing),
        new("BtfDeclTagMatches.Count", s => _ = s.References.Tags.Count),
        new("BtfDeclTagMatches.GetEnumerator()", s => Walk(s.References.Tags)),
        new("BtfDeclTagMatches.Enumerator.Current", s => _ = s.References.TagWalk.Current, SurfaceTraits.ReadsNothing),
        new("BtfDeclTagMatches.Enumerator.MoveNext()", s => Step(s.References.TagWalk)),
    ];
}
