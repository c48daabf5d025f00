namespace Btf.Core.Tests;

public static partial class SurfaceTable
{
    private static IEnumerable<SurfaceCall> Searches =>
    [
        new("BtfObject.SearchTypes(BtfNamePattern)", s => _ = s.Object.SearchTypes(s.Glob)),
        new("BtfObject.SearchMembers(BtfNamePattern)", s => _ = s.Object.SearchMembers(s.Glob)),
        new("BtfObject.SearchEnumValues(BtfNamePattern)", s => _ = s.Object.SearchEnumValues(s.Glob)),
        .. Patterns.SelectMany(pattern => new SurfaceCall[]
        {
            new("BtfObject.SearchTypes(BtfNamePattern)", s => Walk(s.Object.SearchTypes(pattern(s)))),
            new("BtfObject.SearchMembers(BtfNamePattern)", s => Walk(s.Object.SearchMembers(pattern(s)))),
            new("BtfObject.SearchEnumValues(BtfNamePattern)", s => Walk(s.Object.SearchEnumValues(pattern(s)))),
            new("BtfNamePattern.IsMatch(ReadOnlySpan<Byte>)", s => pattern(s).IsMatch("pair"u8), SurfaceTraits.ReadsNothing),
            new("BtfNamePattern.IsMatch(ReadOnlySpan<Byte>)", s => pattern(s).IsMatch("größe"u8), SurfaceTraits.ReadsNothing),
            new("BtfNamePattern.IsMatch(ReadOnlySpan<Byte>)", s => pattern(s).IsMatch(s.LongNameUtf8), SurfaceTraits.ReadsNothing),
            new("BtfNamePattern.IsMatch(ReadOnlySpan<Byte>)", s => pattern(s).IsMatch(s.VeryLongNameUtf8), SurfaceTraits.ReadsNothing),
        }),

        // The results of a search.
        new("BtfTypeSearch.Count()", s => _ = s.TypeSearch.Count()),
        new("BtfTypeSearch.OfKinds(BtfKinds)", s => _ = s.TypeSearch.OfKinds(BtfKinds.Composite), SurfaceTraits.ReadsNothing),
        new("BtfTypeSearch.OfKinds(BtfKinds)", s => Walk(s.TypeSearch.OfKinds(BtfKinds.Composite))),
        new("BtfTypeSearch.GetEnumerator()", s => Walk(s.TypeSearch)),
        new("BtfTypeSearch.Enumerator.Current", s => _ = s.TypeSearchWalk.Current),
        new("BtfTypeSearch.Enumerator.MoveNext()", s => Step(s.TypeSearchWalk)),
        new("BtfTypeSearch.Enumerator.Dispose()", s => default(BtfTypeSearch.Enumerator).Dispose(), SurfaceTraits.ReadsNothing),
        new("BtfElementSearch<BtfMember>.Count()", s => _ = s.MemberSearch.Count()),
        new("BtfElementSearch<BtfMember>.GetEnumerator()", s => Walk(s.MemberSearch)),
        new("BtfElementSearch<BtfMember>.Enumerator.Current", s => _ = s.MemberSearchWalk.Current, SurfaceTraits.ReadsNothing),
        new("BtfElementSearch<BtfMember>.Enumerator.MoveNext()", s => Step(s.MemberSearchWalk)),
        new("BtfElementSearch<BtfMember>.Enumerator.Dispose()", s => default(BtfElementSearch<BtfMember>.Enumerator).Dispose(), SurfaceTraits.ReadsNothing),
        new("BtfElementSearch<BtfEnumValue>.Count()", s => _ = s.ValueSearch.Count()),
        new("BtfElementSearch<BtfEnumValue>.GetEnumerator()", s => Walk(s.ValueSearch)),
        new("BtfElementSearch<BtfEnumValue>.Enumerator.Current", s => _ = s.ValueSearchWalk.Current, SurfaceTraits.ReadsNothing),
        new("BtfElementSearch<BtfEnumValue>.Enumerator.MoveNext()", s => Step(s.ValueSearchWalk)),
        new("BtfElementSearch<BtfEnumValue>.Enumerator.Dispose()", s => default(BtfElementSearch<BtfEnumValue>.Enumerator).Dispose(), SurfaceTraits.ReadsNothing),
    ];

    private static Func<SurfaceSample, BtfNamePattern>[] Patterns => [s => s.Exact, s => s.Prefix, s => s.Glob, s => s.Regex, s => s.RegexWithLiteral];
}
